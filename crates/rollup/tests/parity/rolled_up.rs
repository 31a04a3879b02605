//! What both builds make of a campaign.

use crate::scene::Scene;
use serde_json::json;

/// The roll-up and the figures of a campaign, given as lines of text in JSON; as JSON.
pub fn rolled_up(campaign: &[u8]) -> Vec<u8> {
    let lines: Vec<String> = serde_json::from_slice(campaign).expect("lines of text");
    let mut scene = Scene::new();
    for line in lines {
        assert!(scene.read(&line), "{line}");
    }
    let all = scene.figured(|snapshot, figures| {
        let rolled = snapshot.rollup;
        let left_out = rolled.left_out.iter().map(|l| json!([l.row, l.reason.key(), l.metal]));
        json!({
            "declaration": rolled.declaration,
            "cells": rolled.cells,
            "left_out": left_out.collect::<Vec<_>>(),
            "figures": figures,
            "annex": snapshot.annex(),
        })
    });
    serde_json::to_vec(&all).expect("JSON")
}
