//! What follows from a snapshot: the roll-up, the figures, and which of them contradict each other. It follows by itself, so
//! that it can be worked out again at any time; the last ones are kept at hand.

use super::open::Opened;
use crate::access::Viewer;
use crate::worker_pool::Priority;
use crate::{Result, ServiceError, Services};
use domain::{Finding, Template};
use rollup::figures::{
    AnnexRow, Broken, Earlier, FigureComparison, Figures, Snapshot as Asked, compare, figures, invariants,
};
use rollup::{Rollup, rollup};
use std::sync::{Arc, Mutex};

/// How many are kept at hand: this year's, and one beside it.
const KEPT: usize = 2;

/// A snapshot with all that follows from it.
pub struct Counted {
    pub opened: Opened,
    pub template: &'static Template,
    pub rollup: Rollup,
    pub figures: Figures,
    /// The figures beside those of the snapshot before, where there is one.
    pub beside: Vec<FigureComparison>,
    /// The facilities, each once.
    pub annex: Vec<AnnexRow>,
    /// The facilities as the next snapshot compares them.
    pub smelters: Vec<Earlier>,
    /// What the rules of the form find in the company's own declaration.
    pub findings: Vec<Finding>,
    /// What contradicts itself. While there is any, nothing leaves.
    pub broken: Vec<Broken>,
    /// Figures that come out otherwise than they were frozen, since what they were counted from is gone.
    pub changed: Vec<String>,
}

#[derive(Default)]
pub(crate) struct Cache(Mutex<Vec<(u64, Arc<Counted>)>>);

impl Cache {
    /// By its identifier, since a snapshot never changes, and by how many requests had their answers removed: what was counted
    /// from them is not held in memory any longer than they are.
    fn get(&self, id: &str, removals: u64) -> Option<Arc<Counted>> {
        let mut kept = self.0.lock().unwrap_or_else(|e| e.into_inner());
        kept.retain(|(then, _)| *then == removals);
        kept.iter().map(|(_, counted)| counted).find(|c| c.opened.head.id == id).cloned()
    }

    fn put(&self, removals: u64, counted: Arc<Counted>) {
        let mut kept = self.0.lock().unwrap_or_else(|e| e.into_inner());
        kept.retain(|(_, c)| c.opened.head.id != counted.opened.head.id);
        kept.insert(0, (removals, counted));
        kept.truncate(KEPT);
    }
}

impl Viewer {
    /// A snapshot with its roll-up and figures.
    pub async fn counted(&self, id: &str) -> Result<Arc<Counted>> {
        let services = self.services();
        // Asked for before the answers are read: what is removed meanwhile is noticed the next time.
        let removals = services.store.removals().await?;
        if let Some(counted) = services.counted.get(id, removals) {
            return Ok(counted);
        }
        let counted = Arc::new(services.count(services.open_snapshot(id).await?).await?);
        // What is gone for a while, such as a list that another instance is just writing, is looked for again.
        if counted.opened.missing.is_empty() && counted.opened.missing_lists.is_empty() {
            services.counted.put(removals, counted.clone());
        }
        Ok(counted)
    }
}

impl Services {
    /// Works out what follows from a snapshot, aside: a million rows take seconds.
    pub(crate) async fn count(&self, opened: Opened) -> Result<Counted> {
        let version = &opened.snapshot.template_version;
        let template = domain::template::named(version)
            .ok_or_else(|| ServiceError::Internal(format!("no template {version}").into()))?;
        let counted = self.workers.run(Priority::Last, move || count(opened, template)).await;
        counted.ok_or_else(|| ServiceError::Internal("the figures could not be worked out".into()))
    }
}

fn count(opened: Opened, template: &'static Template) -> Counted {
    let s = &opened.snapshot;
    let rollup = rollup(&opened.survey, &s.own, &opened.lists, &s.settings, template);
    let asked = Asked {
        survey: &opened.survey,
        own: &s.own,
        lists: &opened.lists,
        year_end: opened.year_end.as_ref(),
        settings: &s.settings,
        template,
        rollup: &rollup,
        facts: &s.facts,
        earlier: s.before.as_ref().map(|before| before.smelters.as_slice()),
    };
    let figures = figures(&asked);
    let (annex, smelters) = (asked.annex(), asked.as_earlier());
    let mut broken = invariants::check(&asked, &figures);
    // What was frozen is held to the same: nobody puts another number in the place of one.
    let frozen = s.figures.iter().filter_map(|kept| Some((kept.id.as_str(), kept.n?)));
    broken.extend(invariants::check_figures(&Figures::stated(frozen)));
    let beside = s.before.as_ref().map_or(Vec::new(), |before| compare::compare(&figures, &before.figures));
    let rules = domain::Settings { today: s.settings.frozen_on, ..Default::default() };
    let findings = domain::check(&rollup.declaration, template, &opened.lists.references, rules).findings;
    let now = figures.kept();
    let frozen = s.figures.iter().filter(|kept| !now.contains(kept));
    let changed = frozen.map(|kept| kept.id.clone()).collect();
    Counted { template, figures, beside, annex, smelters, findings, broken, changed, rollup, opened }
}
