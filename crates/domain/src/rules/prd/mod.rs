//! Rules about the product list.

pub mod first_product_row_empty;
pub mod product_list_empty;
pub mod product_without_number;
