//! The rules of a campaign: what each does, what it measures by, what another profile would change, who changed it.

use crate::desk::form::Form;
use crate::desk::frame::Frame;
use crate::desk::parts::{number, when};
use crate::desk::routes;
use crate::desk::{Page, T};
use crate::ui::{Choice, EmptyState, ErrorSummary, Fact, Field, PageHead, Rank, Submit, TextArea};
use domain::text::joined;
use leptos::prelude::*;

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// The campaign's identifier.
    pub id: String,
    pub name: String,
    /// The version that holds; 0 for the built-in profile.
    pub version: i64,
    /// The rules of the form, then those of the review.
    pub groups: [Vec<RuleRow>; 2],
    /// The numbers that rules measure by.
    pub limits: Vec<LimitRow>,
    /// Versions, newest first.
    pub history: Vec<ProfileLine>,
    /// What another profile would change, where one is being tried.
    pub trial: Option<Trial>,
    /// Levels by code, numbers by key, and `why`.
    pub form: Form,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleRow {
    pub code: String,
    /// What it says, with dots for what changes.
    pub what: String,
    /// What it does built in: `error`, `warning`, `note`.
    pub built_in: String,
    /// What it may be made to do.
    pub choices: Vec<String>,
}

/// One number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LimitRow {
    pub key: String,
    /// What it is built in.
    pub built_in: u32,
    /// The least and the most that it may be.
    pub range: (u32, u32),
}

/// One version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileLine {
    pub version: i64,
    /// Who switched it on.
    pub who: String,
    pub at: i64,
    pub why: String,
    /// What it does otherwise than built in: code or key of a limit, and value.
    pub entries: Vec<(String, String)>,
}

/// What another profile would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trial {
    /// Whether it says anything else than the one that holds.
    pub differs: bool,
    /// What it does otherwise than built in, to be switched on.
    pub entries: Vec<(String, String)>,
    /// How many declarations were judged by both.
    pub declarations: u64,
    /// Rule by rule.
    pub rules: Vec<ShiftRow>,
    /// Declarations that could not be submitted as they are.
    pub blocked: Vec<Touched>,
}

/// What would change about one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShiftRow {
    pub code: String,
    /// What it says.
    pub what: String,
    /// Newly flagged, no longer flagged, flagged with another effect.
    pub changes: [Vec<Touched>; 3],
}

/// A declaration that would be judged otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    pub request: String,
    /// Who declared it.
    pub supplier: String,
    /// In how many places.
    pub findings: u64,
}

impl Page for Rules {
    fn draw(&self, t: T, f: &Frame) -> AnyView {
        let p = self;
        let own = routes::campaign(&p.id);
        let holds = match p.version {
            0 => t.get("desk.rules.built_in_holds").to_owned(),
            n => t.fmt("desk.rules.holds", &[("n", &n.to_string())]),
        };
        let body = if f.is_admin() { editor(t, p) } else { listed(t, p) };
        view! {
            <PageHead title=t.get("desk.rules.title") above={Some((own, p.name.clone()))} />
            <p class="notice">{joined(&holds, t.get("desk.rules.about"))}</p>
            <ErrorSummary title=t.get("desk.form.wrong") errors=p.form.errors.clone() />
            {p.trial.as_ref().map(|trial| tried(t, p, trial))}
            {body}
            <section class="panel" aria-labelledby="versions">
                <h2 id="versions">{t.get("desk.rules.versions")}</h2>
                {versions(t, p)}
            </section>
        }
        .into_any()
    }
}

fn level(t: T, key: &str) -> String {
    let key = match key {
        "error" => "desk.rules.level.error",
        "warning" => "desk.rules.level.warning",
        "note" => "desk.rules.level.note",
        "off" => "desk.rules.level.off",
        number => return number.to_owned(),
    };
    t.get(key).to_owned()
}

const GROUPS: [(&str, &str); 2] = [
    ("desk.rules.of_form", "desk.rules.of_form_hint"),
    ("desk.rules.of_review", "desk.rules.of_review_hint"),
];

fn limit_name(t: T, key: &str) -> String {
    t.get(&format!("desk.rules.limit.{key}")).to_owned()
}

fn editor(t: T, p: &Rules) -> AnyView {
    let f = &p.form;
    let built_in = |text: String| t.fmt("desk.rules.built_in", &[("level", &text)]);
    let choose = |row: &RuleRow| {
        let label = format!("{} · {}", row.code, row.what);
        let choices = row.choices.iter().map(|key| {
            let name = level(t, key);
            (key.clone(), if *key == row.built_in { built_in(name) } else { name })
        });
        view! { <Choice control=f.at(&row.code) label=label choices=choices.collect() /> }.into_any()
    };
    let groups: Vec<_> = GROUPS
        .iter()
        .zip(&p.groups)
        .map(|((title, hint), rows)| {
            // What cannot be changed is said, not offered.
            let (free, fixed): (Vec<&RuleRow>, Vec<&RuleRow>) =
                rows.iter().partition(|r| r.choices.len() > 1);
            let free: Vec<_> = free.into_iter().map(choose).collect();
            let fixed: Vec<_> = fixed.iter().map(|r| r.code.clone()).collect();
            let fixed = (!fixed.is_empty()).then(|| {
                view! { <p class="hint">{t.fmt("desk.rules.fixed", &[("codes", &fixed.join(", "))])}</p> }
            });
            view! {
                <fieldset class="panel">
                    <legend>{t.get(title)}</legend>
                    <p class="hint">{t.get(hint)}</p>
                    {fixed}
                    <div class="rule-list">{free}</div>
                </fieldset>
            }
        })
        .collect();
    let limits: Vec<_> = p
        .limits
        .iter()
        .map(|l| {
            let (least, most) = (l.range.0.to_string(), l.range.1.to_string());
            let args = [("least", least.as_str()), ("most", &most), ("built_in", &l.built_in.to_string())];
            let hint = t.fmt("desk.rules.limit_hint", &args);
            view! { <Field control=f.at(&l.key) label=limit_name(t, &l.key) hint=hint kind="number" /> }
                .into_any()
        })
        .collect();
    view! {
        <form method="get" action=routes::rules(&p.id) class="form">
            <input type="hidden" name="try" value="yes" />
            <fieldset class="panel">
                <legend>{t.get("desk.rules.limits")}</legend>
                <div class="rule-list">{limits}</div>
            </fieldset>
            {groups}
            <div class="form-acts sticky">
                <Submit label=t.get("desk.rules.try") rank=Rank::First />
            </div>
        </form>
    }
    .into_any()
}

fn listed(t: T, p: &Rules) -> AnyView {
    let f = &p.form;
    let groups: Vec<_> = GROUPS
        .iter()
        .zip(&p.groups)
        .map(|((title, hint), rows)| {
            let rows: Vec<_> = rows
                .iter()
                .map(|r| {
                    view! {
                        <tr><th scope="row">{r.code.clone()}</th><td>{r.what.clone()}</td>
                        <td>{level(t, f.get(&r.code))}</td></tr>
                    }
                })
                .collect();
            view! {
                <section class="panel">
                    <h2>{t.get(title)}</h2>
                    <p class="hint">{t.get(hint)}</p>
                    <div class="table-wrap">
                        <table>
                            <caption class="unseen">{t.get(title)}</caption>
                            <thead><tr>
                                <th scope="col">{t.get("desk.rules.code")}</th>
                                <th scope="col">{t.get("desk.rules.says")}</th>
                                <th scope="col">{t.get("desk.rules.does")}</th>
                            </tr></thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                </section>
            }
        })
        .collect();
    let limits: Vec<_> = p
        .limits
        .iter()
        .map(|l| view! { <Fact label=limit_name(t, &l.key) value=f.get(&l.key).to_owned() /> }.into_any())
        .collect();
    view! {
        <section class="panel">
            <h2>{t.get("desk.rules.limits")}</h2>
            <dl class="facts">{limits}</dl>
        </section>
        {groups}
    }
    .into_any()
}

fn tried(t: T, p: &Rules, trial: &Trial) -> AnyView {
    if !trial.differs {
        return view! { <p class="notice" role="status">{t.get("desk.rules.same")}</p> }.into_any();
    }
    let n = number(trial.declarations);
    let rows: Vec<_> = trial.rules.iter().map(|row| shift(t, row)).collect();
    let changes = match rows.is_empty() {
        true => view! { <EmptyState text=t.get("desk.rules.no_change") /> }.into_any(),
        false => view! { <ul class="stack">{rows}</ul> }.into_any(),
    };
    let blocked = (!trial.blocked.is_empty()).then(|| {
        let count = number(trial.blocked.len() as u64);
        view! {
            <div class="notice notice-bad">
                <p>{t.fmt("desk.rules.blocked", &[("n", &count)])}</p>
                {suppliers(t, &trial.blocked)}
            </div>
        }
    });
    let hidden: Vec<_> = trial
        .entries
        .iter()
        .map(|(key, value)| view! { <input type="hidden" name=key.clone() value=value.clone() /> })
        .collect();
    view! {
        <section class="panel panel-ours" aria-labelledby="trial">
            <h2 id="trial">{t.get("desk.rules.trial")}</h2>
            <p>{t.fmt("desk.rules.trial_of", &[("n", &n)])}</p>
            {changes}{blocked}
            <form method="post" action=routes::rules(&p.id) class="form">
                <input type="hidden" name="base" value=p.version.to_string() />
                {hidden}
                <TextArea control=p.form.at("why") label=t.get("desk.rules.why") hint=t.get("desk.rules.why_hint") required=true rows=2 />
                <div class="form-acts">
                    <Submit label=t.get("desk.rules.switch_on") rank=Rank::First />
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn shift(t: T, row: &ShiftRow) -> AnyView {
    let titles = ["desk.rules.more", "desk.rules.fewer", "desk.rules.otherwise"];
    let parts: Vec<_> = titles
        .iter()
        .zip(&row.changes)
        .filter(|(_, touched)| !touched.is_empty())
        .map(|(title, touched)| {
            let count = number(touched.len() as u64);
            view! { <p>{t.fmt(title, &[("n", &count)])}</p>{suppliers(t, touched)} }
        })
        .collect();
    view! { <li><h3>{format!("{} · {}", row.code, row.what)}</h3>{parts}</li> }.into_any()
}

/// Most suppliers that are named; the others are counted.
const NAMED: usize = 40;

fn suppliers(t: T, touched: &[Touched]) -> AnyView {
    let names: Vec<_> = touched
        .iter()
        .take(NAMED)
        .map(|one| {
            let count = (one.findings > 1).then(|| format!(" ({})", one.findings));
            view! { <li><a href=routes::request(&one.request)>{one.supplier.clone()}</a>{count}</li> }
        })
        .collect();
    let more = touched.len().saturating_sub(NAMED) as u64;
    let more =
        (more > 0).then(|| view! { <li>{t.fmt("desk.rules.more_suppliers", &[("n", &number(more))])}</li> });
    view! { <ul class="todo-first">{names}{more}</ul> }.into_any()
}

fn versions(t: T, p: &Rules) -> AnyView {
    if p.history.is_empty() {
        return view! { <EmptyState text=t.get("desk.rules.no_versions") /> }.into_any();
    }
    let rows: Vec<_> = p
        .history
        .iter()
        .map(|line| {
            let entries: Vec<String> = line
                .entries
                .iter()
                .map(|(key, value)| {
                    let known = p.limits.iter().any(|l| l.key == *key);
                    let name = if known { limit_name(t, key) } else { key.clone() };
                    format!("{name}: {}", level(t, value))
                })
                .collect();
            let entries =
                if entries.is_empty() { t.get("desk.rules.as_built_in").to_owned() } else { entries.join("; ") };
            view! {
                <li class="log-line">
                    <span class="log-what">
                        {t.fmt("desk.rules.version", &[("n", &line.version.to_string())])}": "{line.why.clone()}
                        <span class="hint">" "{entries}</span>
                    </span>
                    <span class="log-who">{line.who.clone()}</span>
                    <span class="log-when">{when(line.at)}</span>
                </li>
            }
        })
        .collect();
    view! { <ol class="log">{rows}</ol> }.into_any()
}
