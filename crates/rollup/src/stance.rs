//! How suppliers stand to a metal, and what they answer about it.

use crate::inclusion::Inclusion;
use crate::survey::Survey;
use domain::{Template, answer};

/// How a supplier in scope stands to a metal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// No answer of it counts.
    Silent,
    /// It does not use the metal.
    Unused,
    /// It uses the metal, but nothing remains in the product.
    Gone,
    /// It uses the metal, which remains: its other answers matter.
    Relevant,
    /// Its answers leave this open.
    Unclear,
}

impl Stance {
    /// Whether it answers that it does not provide the metal.
    pub fn is_no(self) -> bool {
        matches!(self, Stance::Unused | Stance::Gone)
    }
}

/// Suppliers for, against and without a word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sides {
    pub(crate) pro: Vec<u32>,
    pub(crate) contra: Vec<u32>,
    pub(crate) silent: Vec<u32>,
}

/// The suppliers in scope with their stances, metal by metal.
pub(crate) struct Stances<'a> {
    survey: &'a Survey,
    inclusion: &'a Inclusion,
    template: &'a Template,
    /// Those in scope.
    pub(crate) suppliers: Vec<u32>,
    all: Vec<Vec<Stance>>,
}

impl<'a> Stances<'a> {
    pub(crate) fn new(survey: &'a Survey, inclusion: &'a Inclusion, template: &'a Template) -> Stances<'a> {
        let suppliers = (0..survey.suppliers.len() as u32).filter(|s| inclusion.in_scope[*s as usize]);
        let mut out =
            Stances { survey, inclusion, template, suppliers: suppliers.collect(), all: Vec::new() };
        let metals = 0..template.metals.len();
        out.all = (0..survey.suppliers.len() as u32)
            .map(|s| metals.clone().map(|m| out.work_out(s, m)).collect())
            .collect();
        out
    }

    pub(crate) fn of(&self, supplier: u32, metal: usize) -> Stance {
        self.all[supplier as usize][metal]
    }

    fn work_out(&self, supplier: u32, metal: usize) -> Stance {
        if self.inclusion.answer_of[supplier as usize].is_none() {
            return Stance::Silent;
        }
        let is = |question: u8, value| answer::same(self.answer(supplier, question, metal), value);
        match () {
            () if is(1, "No") => Stance::Unused,
            () if is(1, "Yes") && is(2, "No") => Stance::Gone,
            () if is(1, "Yes") && is(2, "Yes") => Stance::Relevant,
            () => Stance::Unclear,
        }
    }

    /// What a supplier answers, in its answer that counts; blank where there is none.
    pub(crate) fn answer(&self, supplier: u32, question: u8, metal: usize) -> &str {
        let Some(request) = self.inclusion.answer_of[supplier as usize] else { return "" };
        let answer = self.survey.requests[request as usize].answer.as_ref();
        answer.map_or("", |a| a.declaration.answer(&key(self.template, question, metal)))
    }

    /// Those that the metal matters to.
    pub(crate) fn relevant(&self, metal: usize) -> Vec<u32> {
        let relevant = |s: &u32| self.of(*s, metal) == Stance::Relevant;
        self.suppliers.iter().copied().filter(relevant).collect()
    }

    /// Who of those says this value, who another one, and who nothing.
    pub(crate) fn sides(&self, of: &[u32], question: u8, metal: usize, value: &str) -> Sides {
        let mut sides = Sides::default();
        for s in of {
            let said = self.answer(*s, question, metal);
            match () {
                () if answer::is_blank(said) => sides.silent.push(*s),
                () if answer::same(said, value) => sides.pro.push(*s),
                () => sides.contra.push(*s),
            }
        }
        sides
    }
}

/// The key of an answer.
pub(crate) fn key(template: &Template, question: u8, metal: usize) -> String {
    format!("q{question}.{}", template.metals[metal].key())
}
