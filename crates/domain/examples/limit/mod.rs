//! What a figure may be, said beside it by every bench: a limit that is passed is shown, not left out.
#![allow(dead_code, reason = "not every bench grows")]

/// Prints a figure with its limit.
pub fn limit(what: &str, value: f64, most: f64, unit: &str) {
    let word = if value <= most { "PASS" } else { "OVER" };
    let shown = if most < 1.0 { format!("{value:.3}") } else { format!("{value:.1}") };
    println!("{word}  {what}: {shown} {unit}, at most {most} {unit}");
}

/// Prints how the best times grow with rows: at most linear is the demand, measured from the second point on (the first
/// is mostly what every run costs), with a quarter of leeway for a clock that trembles.
pub fn growth(what: &str, points: &[(u32, f64)]) {
    for (rows, ms) in points {
        println!("{what}: {rows:>7} rows {ms:>10.3} ms {:>8.2} µs per row", ms * 1e3 / f64::from(*rows));
    }
    for pair in points.windows(2).skip(1) {
        let [(few, before), (many, after)] = [pair[0], pair[1]];
        let linear = f64::from(many) / f64::from(few);
        limit(&format!("{what}, from {few} to {many} rows"), after / before, linear * 1.25, "times");
    }
}
