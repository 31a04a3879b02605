//! The parts of a report that are written by themselves.

/// A part that is written by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Auto {
    Cover,
    CoverEu,
    Terms,
    Products,
    Asked,
    Response,
    Spend,
    Quality,
    Classes,
    Mix,
    Checks,
    Actions,
    Relied,
    Published,
    Statuses,
    Covered,
    Recycled,
    Changes,
    LeftOut,
    Years,
    Origin,
    Programmes,
    Limits,
    AnnexSmelters,
    AnnexCountries,
    AnnexProducts,
    AnnexTakenOff,
}
