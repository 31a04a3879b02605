//! The company's own side.

use super::super::forms::{FormData, problems};
use super::super::session::{Desk, PageResult, done};
use app::desk::reports::{OwnAnswerField, OwnData as OwnPage, OwnLine, OwnNeed};
use app::desk::{Area, BoundForm, routes};
use domain::template::Section;
use domain::{Metal, Template, Texts};
use service::reports::own::OwnData;
use service::reports::{Necessary, Need, Own, OwnAnswer, ProductLine};
use service::{FieldProblem, ServiceError};
use std::collections::{BTreeMap, HashMap};

/// Longest number or name of a product line, in characters.
const LONGEST: usize = 200;

/// The definition whose questions are asked: the newest.
fn template() -> &'static Template {
    &domain::template::versions()[domain::template::versions().len() - 1]
}

/// The questions that the company answers itself: A to H, and those that a roll-up may leave open.
fn questions(template: &'static Template) -> impl Iterator<Item = &'static domain::template::Field> {
    template.fields.iter().filter(|f| {
        let is_open = f.text == "q1" || f.text == "q2";
        f.comment_of.is_none() && (f.section == Section::new("policy") || is_open)
    })
}

fn to_key(to: Option<Necessary>) -> &'static str {
    match to {
        None => "none",
        Some(Necessary::Function) => "function",
        Some(Necessary::Production) => "production",
        Some(Necessary::Both) => "both",
    }
}

/// The data as a form. Suppliers stand in it by their numbers, or by name where they have none.
fn form(data: &OwnData, names: &HashMap<String, String>) -> BoundForm {
    let mut values: Vec<(String, String)> = vec![("version".to_owned(), data.version.to_string())];
    let mut put = |name: String, value: &str| values.push((name, value.to_owned()));
    for (key, value) in &data.own.company {
        put(format!("company.{key}"), value);
    }
    for (at, line) in data.own.lines.iter().enumerate() {
        put(format!("line.{at}.number"), &line.number);
        put(format!("line.{at}.name"), &line.name);
        for need in &line.metals {
            let metal = need.metal.key();
            put(format!("line.{at}.{metal}.to"), to_key(need.to));
            put(
                format!("line.{at}.{metal}.remains"),
                need.remains.map_or("", |r| if r { "yes" } else { "no" }),
            );
            put(format!("line.{at}.{metal}.why"), &need.why);
        }
        let named = line.suppliers.iter().filter_map(|id| names.get(id)).cloned().collect::<Vec<_>>();
        put(format!("line.{at}.suppliers"), &named.join("\n"));
    }
    for (key, answer) in &data.own.answers {
        put(format!("answer.{key}"), &answer.value);
        put(format!("answer.{key}.comment"), &answer.comment);
    }
    BoundForm::of(values)
}

/// How suppliers are called in the form: by identifier.
async fn names(desk: &Desk) -> Result<HashMap<String, String>, ServiceError> {
    let called = |s: service::records::Supplier| {
        let name = if s.reference.is_empty() { s.name } else { s.reference };
        (s.id.into(), name)
    };
    Ok(desk.viewer().all_suppliers().await?.into_iter().map(called).collect())
}

fn page(texts: &'static Texts, data: &OwnData, form: BoundForm, lines: usize) -> OwnPage {
    let template = template();
    let metals: Vec<Metal> = template.metals.clone();
    let metal = |m: &Metal| OwnNeed {
        metal: m.key().to_owned(),
        name: texts.get(&format!("metal.{}", m.key())).to_owned(),
    };
    let line = |at: usize| {
        let number = form.get(&format!("line.{at}.number"));
        let name = form.get(&format!("line.{at}.name"));
        OwnLine { at, title: [number, name].join(" ").trim().to_owned() }
    };
    let answer = |f: &'static domain::template::Field| {
        let label = texts.get(&format!("field.{}.label", f.text)).to_owned();
        let of =
            f.metal.map_or(String::new(), |m| format!(" · {}", texts.get(&format!("metal.{}", m.key()))));
        let by = data.own.answers.get(&f.key).filter(|a| !a.value.is_empty());
        OwnAnswerField {
            key: f.key.clone(),
            question: format!("{}{of} · {label}", f.number),
            options: f.options().to_vec(),
            by: by.map_or(String::new(), |a| texts.fmt("desk.own.by", &[("who", &a.by), ("day", &a.on)])),
        }
    };
    let company = template.section(Section::new("company")).filter(|f| f.comment_of.is_none());
    OwnPage {
        metals: metals.iter().map(metal).collect(),
        lines: (0..lines).map(line).collect(),
        answers: questions(template).map(answer).collect(),
        company: company
            .map(|f| (f.key.clone(), texts.get(&format!("field.{}.label", f.text)).to_owned()))
            .collect(),
        form,
    }
}

fn title(desk: &Desk) -> &str {
    desk.texts().get("desk.report.own")
}

pub async fn show(desk: Desk) -> PageResult {
    let data = desk.viewer().own_data().await?;
    let form = form(&data, &names(&desk).await?);
    let body = page(desk.texts(), &data, form, data.own.lines.len().max(1));
    desk.page(title(&desk), Area::Reports, body).await
}

/// How many lines a form has.
fn lines_of(sent: &FormData) -> usize {
    let numbers = sent.under("line.").filter_map(|(name, _)| name.split('.').next()?.parse::<usize>().ok());
    numbers.max().map_or(0, |last| (last + 1).min(1_000))
}

/// What was sent; suppliers that nobody knows are told.
fn read(
    sent: &FormData,
    before: &OwnData,
    names: &HashMap<String, String>,
) -> Result<Own, Vec<FieldProblem>> {
    let template = template();
    let mut by_name: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    names.iter().for_each(|(id, name)| by_name.entry(name).or_default().push(id));
    let mut problems = Vec::new();
    let mut lines = Vec::new();
    for at in 0..lines_of(sent) {
        let get = |name: &str| sent.get(&format!("line.{at}.{name}")).to_owned();
        if get("number").is_empty() && get("name").is_empty() {
            continue;
        }
        if [get("number"), get("name")].iter().any(|text| text.chars().count() > LONGEST) {
            problems.push(FieldProblem::new(&format!("line.{at}.name"), "problem.too_long"));
        }
        if get("number").is_empty() {
            problems.push(FieldProblem::new(&format!("line.{at}.number"), "problem.required"));
        }
        let was = before.own.lines.get(at).cloned().unwrap_or_default();
        // Those that the form cannot show, since they are no longer in the book, stay.
        let mut suppliers: Vec<String> =
            was.suppliers.iter().filter(|id| !names.contains_key(*id)).cloned().collect();
        for name in get("suppliers").lines().map(str::trim).filter(|name| !name.is_empty()) {
            let found = by_name.get(name).map_or(&[][..], Vec::as_slice);
            let known: Vec<&&String> = found.iter().filter(|id| was.suppliers.contains(id)).collect();
            match (known.as_slice(), found) {
                ([_, ..], _) => suppliers.extend(known.into_iter().map(|id| (*id).clone())),
                ([], [id]) => suppliers.push((*id).clone()),
                ([], none_or_many) => {
                    let key =
                        if none_or_many.is_empty() { "problem.no_supplier" } else { "problem.two_suppliers" };
                    problems.push(FieldProblem::with(&format!("line.{at}.suppliers"), key, "name", name));
                }
            }
        }
        lines.push(ProductLine {
            number: get("number"),
            name: get("name"),
            metals: template
                .metals
                .iter()
                .filter_map(|metal| need(*metal, &get))
                .chain(was.metals.iter().filter(|need| !template.metals.contains(&need.metal)).cloned())
                .collect(),
            suppliers,
            ..was
        });
    }
    let company = sent.under("company.").map(|(key, text)| (key.to_owned(), text.trim().to_owned()));
    let company: BTreeMap<String, String> = company.filter(|(_, text)| !text.is_empty()).collect();
    // Answers to questions that this template does not ask stay as they are.
    let asked: Vec<&String> = questions(template).map(|f| &f.key).collect();
    let others = before.own.answers.iter().filter(|(key, _)| !asked.contains(key));
    let others = others.map(|(key, answer)| (key.clone(), answer.clone()));
    let answers = questions(template).filter_map(|f| {
        let name = format!("answer.{}", f.key);
        let (value, comment) = (sent.get(&name), sent.get(&format!("{name}.comment")));
        let is_said = !value.is_empty() && f.options().iter().any(|option| option == value);
        let old = before.own.answers.get(&f.key).cloned().unwrap_or_default();
        let value = if is_said { value } else { "" };
        let answer = OwnAnswer { value: value.to_owned(), comment: comment.to_owned(), ..old };
        (is_said || !comment.is_empty()).then(|| (f.key.clone(), answer))
    });
    let answers = others.chain(answers);
    if problems.is_empty() { Ok(Own { company, lines, answers: answers.collect() }) } else { Err(problems) }
}

fn need(metal: Metal, get: &impl Fn(&str) -> String) -> Option<Need> {
    let of = |name: &str| get(&format!("{}.{name}", metal.key()));
    let to = match of("to").as_str() {
        "none" => None,
        "function" => Some(Necessary::Function),
        "production" => Some(Necessary::Production),
        "both" => Some(Necessary::Both),
        // Nobody has looked.
        _ => return None,
    };
    let remains = match of("remains").as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    Some(Need { metal, to, remains, why: of("why") })
}

pub async fn save(desk: Desk, sent: FormData) -> PageResult {
    let reviewer = desk.reviewer()?;
    let (texts, before, names) = (desk.texts(), desk.viewer().own_data().await?, names(&desk).await?);
    let lines = lines_of(&sent).max(1);
    if !sent.get("add").is_empty() {
        let body = page(texts, &before, sent.again(texts, &[]), lines + 1);
        return desk.page(title(&desk), Area::Reports, body).await;
    }
    // A form that does not say what it saw is none of ours: it would wipe everything.
    let saved = match (read(&sent, &before, &names), sent.number("version")) {
        (Ok(own), Some(version)) => reviewer.save_own_data(OwnData { version, own }).await,
        (Ok(_), None) => Err(ServiceError::Conflict),
        (Err(problems), _) => Err(ServiceError::Invalid(problems)),
    };
    match saved {
        Ok(_) => done(&routes::own_data(), "own_data"),
        Err(error) => {
            let problems = match error {
                // Somebody else was faster: what was typed stays, and says so.
                ServiceError::Conflict => vec![FieldProblem::new("version", "problem.changed_meanwhile")],
                other => problems(other)?,
            };
            let body = page(texts, &before, sent.again(texts, &problems), lines);
            desk.refused(title(&desk), Area::Reports, body).await
        }
    }
}
