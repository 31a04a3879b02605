//! Rules about the product list.

mod first_product_row_empty;
mod product_list_empty;
mod product_without_number;

super::registry::family! {
    form:
        product_list_empty,
        product_without_number,
        first_product_row_empty;
}
