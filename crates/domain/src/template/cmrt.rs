//! Words of the CMRT that rules speak of by name. What the CMRT asks is a definition like any other.

use crate::Metal;

/// The metals, in the order in which every version asks for them.
pub const METALS: [Metal; 4] = [Metal::TANTALUM, Metal::TIN, Metal::GOLD, Metal::TUNGSTEN];

/// Declaration scope A.
pub const SCOPE_COMPANY: &str = "A. Company";
/// Declaration scope B.
pub const SCOPE_PRODUCTS: &str = "B. Product (or List of Products)";
/// Declaration scope C.
pub const SCOPE_USER: &str = "C. User defined [Specify in 'Description of scope']";
