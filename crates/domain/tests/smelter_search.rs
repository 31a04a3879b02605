//! How well names are found, on the generated set.

#[path = "smelters/generated.rs"]
mod generated;
#[path = "smelters/random.rs"]
mod random;

use domain::smelters::name_words;
use domain::smelters::search::{Query, Search, SearchBuffer};

#[test]
fn the_right_name_of_6000_is_found() {
    let names = generated::names(6_000);
    let queries = generated::queries(&names, 500);
    let folded: Vec<Vec<String>> = names.iter().map(|n| name_words::core(&name_words::words(n))).collect();
    let search = Search::new(folded.iter().enumerate().map(|(i, w)| (w.as_slice(), i, None)));
    let mut buffer = SearchBuffer::default();
    let (mut first, mut ten) = ([0; 4], [0; 4]);
    let mut ambiguous = 0;
    for (i, (query, of)) in queries.iter().enumerate() {
        let kind = [0, 1, 2, 3][match i {
            0..175 => 0,
            175..300 => 1,
            300..400 => 2,
            _ => 3,
        }];
        let begun = names.iter().filter(|n| n.starts_with(query.as_str())).count();
        ambiguous += usize::from(kind == 3 && begun > 1);
        let hits = search.find(&Query::new(query), None, 10, &mut buffer);
        let at = hits.iter().position(|h| h.of == *of);
        first[kind] += usize::from(at == Some(0));
        ten[kind] += usize::from(at.is_some());
        if at != Some(0) && kind != 3 && std::env::var_os("SHOW").is_some() {
            println!(
                "{query} / {} / {:?}",
                names[*of],
                hits.iter().take(3).map(|h| (&names[h.name], h.score)).collect::<Vec<_>>()
            );
        }
    }
    let share = |n: [usize; 4]| n.iter().sum::<usize>() as f64 / 500.0;
    println!(
        "right first {first:?} {:.3}, in the top ten {ten:?} {:.3}; {ambiguous} beginnings of several",
        share(first),
        share(ten)
    );
    assert!(share(first) >= 0.88 && share(ten) >= 0.96);
}
