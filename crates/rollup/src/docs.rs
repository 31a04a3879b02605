//! The published tables of roll-up and figures, written from the rules themselves: `cargo xtask gen`.

use crate::figures::{DEFINITIONS, FacilityRule, Invariant};
use crate::left_out::{LeftOut, NotCounted};
use crate::rules::Rule;
use crate::settings::Settings;
use crate::terms::Use;
use domain::smelters::{LicenceClass, StatusClass};
use domain::text::embedded::texts;
use std::fmt::Write;

const NOTE: &str = "<!-- Written by `cargo xtask gen` from crates/rollup; change it there. -->\n";

/// `docs/rollup.md`.
pub fn rollup() -> String {
    let mut out = format!("{NOTE}# How answers are rolled up\n\n");
    out.push_str(
        "One function makes the company's own declaration from those of its suppliers, by the rules below and nothing else. \
         Every cell that it writes names its rule, the suppliers for and against it, those that are silent, and the rows that \
         it rests on. That trace stays inside. What leaves has no name, contact, comment or address of a supplier: each text \
         is searched for them, and nothing is exported while one is found.\n\n\
         Silence is never No. A cell that the rules cannot fill is left open, and the company is asked.\n\n## Which answers count\n\n",
    );
    let _ = writeln!(
        out,
        "One answer of each supplier, by settings that are printed in the comment of Q6. As they are unless changed: *{}*\n",
        Settings::default().printed()
    );
    out.push_str(
        "Of several answers of one supplier that count, the last that came is taken. Direct suppliers and contract manufacturers count as direct in Q6.\n\n\
         An answer does not count because\n\n",
    );
    for why in NotCounted::ALL {
        let _ = writeln!(out, "- {}", why.words());
    }
    out.push_str("\n## The rules\n\n| Rule | Cell | When | Writes | Example |\n|---|---|---|---|---|\n");
    for rule in Rule::ALL {
        let cells = [rule.code(), rule.cell(), rule.when(), rule.gives(), rule.example()];
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out.push_str(
        "\nThe first rule of a question that holds is taken, in the order of the table.\n\n\
         Where this is stricter than the words it was made from: Q4 is not No while Q3 is not No, since whoever cannot exclude \
         the covered countries cannot exclude high-risk areas. A smelter that replaces another makes Q8 No as every row that \
         is left out does; the comment says so.\n\n## Why a row is left out\n\n\
         Every row that came is written or has exactly one of these reasons.\n\n\
         | Reason | Q8 may still be Yes |\n|---|---|\n",
    );
    for reason in LeftOut::ALL {
        let may = match (reason.is_of_included(), reason.leaves_q8_yes()) {
            (false, _) => "yes, since Q8 is about the declarations that count; the comment tells how many",
            (true, true) => "yes",
            (true, false) => "no",
        };
        let _ = writeln!(out, "| {} | {may} |", reason.words());
    }
    out.push_str(
        "\nA smelter that one supplier alone named is marked for whoever sends the file: a customer who knows that supplier may \
         guess who it was. So is one whose name in the public list is that of a supplier.\n",
    );
    out.push_str(
        "\n## What the team decides about smelters\n\nOn a smelter's page a reviewer decides, with a reason and, where needed, \
         the days on which it holds. Of several decisions that hold on the day of the lists the last counts. A snapshot keeps \
         them as they stood.\n\n| Decision | What it does |\n|---|---|\n",
    );
    for (is, does) in [
        ("it is a smelter", "it is written, whatever a list says of it"),
        ("the same as another", "it is written under the other's number"),
        ("its successor is", "of several successors this one is written"),
        ("it no longer operates", "its rows are left out as inoperative"),
        ("it is not a smelter", "its rows are left out, and Q8 may still be Yes"),
        ("a trader, or a name that says nothing", "its rows are left out as rejected"),
        ("held", "its rows are left out until sanctions have been looked at"),
        ("red flag looked at", "a hold ends; it is written"),
    ] {
        let _ = writeln!(out, "| {is} | {does} |");
    }
    out.push_str(
        "\nWhere a smelter takes its ore from is noted there too: from a covered country, from none, recycled or scrap only, \
         with countries where they are known, what that rests on and who may read it. It answers Q3 and Q4 and counts in S6, \
         S7, S8 and O1. The status of a smelter stays what the lists say.\n\n\
         ## What the terms of a list allow\n\nEvery list and every note on origins says who may read it: anybody, members \
         of the body that keeps it, or whoever pays for it. A list of which nobody said so is one for members. The terms go \
         with what is taken from it:\n\n| What | Public | Members only | Paid |\n|---|---|---|---|\n",
    );
    for what in Use::ALL {
        let [public, member, paid] = LicenceClass::ALL.map(|class| what.under(class).words());
        let _ = writeln!(out, "| {} | {public} | {member} | {paid} |", what.words());
    }
    out.push_str(
        "\nA held declaration names the smelters that hold it. What helps: import a public list that has them, such as the \
         reference list of the template, and freeze again; where nobody had said who may read the list, retire it and import \
         it again saying so. Lists of the desk and the trace stay inside and show everything, with the terms beside it.\n",
    );
    out
}

/// `docs/figures-of-a-report.md`.
pub fn figures() -> String {
    let mut out = format!("{NOTE}# The figures of a report\n\n");
    out.push_str(
        "Every figure is a query over a frozen snapshot and opens the rows that it counts. It is printed as *n of N (p %)*. \
         Percent are floored: 100 % stands only for all, 0 % only for none, and a share that is smaller than one percent says \
         so. A share of nothing prints *none*; what nothing records prints *not recorded*. Parts have the id of their family \
         with what tells them apart behind it: `P4/direct`, `S4.tungsten.conformant`.\n\n\
         | Figure | Name | Counts | Of | By |\n|---|---|---|---|---|\n",
    );
    for d in DEFINITIONS {
        let _ = writeln!(out, "| {} | {} | {} | {} | {} |", d.id, d.name, d.n, d.of, d.by);
    }
    out.push_str("\n## Which facilities count\n\nOne of these rules holds for a report, and is part of the definition:\n\n");
    for rule in [FacilityRule::OnTheDay, FacilityRule::InTheYear] {
        let _ = writeln!(out, "- {}", rule.words());
    }
    out.push_str(
        "\nEach facility has exactly one status, which is what the lists say on their day. A planned audit that is past changes \
         nothing; it is printed as a note.\n\n",
    );
    for status in StatusClass::ALL {
        let key = format!("smelters.class.{}", status.key());
        let _ = writeln!(out, "- `{}`: {}", status.key(), texts("en").get(&key));
    }
    out.push_str(
        "\n## Last year beside\n\nA figure of the snapshot before stands beside with the difference. Where its definition was \
         another one it says *defined otherwise* instead.\n\n## What must hold\n\nBefore a draft opens, these are checked. One \
         that fails shows the two numbers and stops every export.\n\n",
    );
    for invariant in Invariant::ALL {
        let _ = writeln!(out, "- {}", invariant.words());
    }
    out
}
