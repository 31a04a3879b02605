// What a figure may be, said beside it. A limit is a limit: one that is passed is shown, not left out.

/// Prints a figure with its limit; says whether it is kept.
export function limit(what, value, most, unit) {
  const kept = value <= most;
  const shown = (n) => (n >= 100 ? Math.round(n) : Number(n.toFixed(n < 1 ? 3 : 1)));
  console.log(`${kept ? 'PASS' : 'OVER'}  ${what}: ${shown(value)} ${unit}, at most ${most} ${unit}`);
  return kept;
}

/// The middle one.
export function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/// Prints how the best times grow with rows: at most linear is the demand, from the second point on (the first is mostly
/// what every run costs), with a quarter of leeway for a clock that trembles.
export function growth(what, points) {
  for (const [rows, ms] of points) {
    console.log(`${what}: ${String(rows).padStart(7)} rows ${ms.toFixed(3).padStart(10)} ms ${((ms * 1000) / rows).toFixed(2).padStart(8)} µs per row`);
  }
  points.slice(2).forEach(([many, after], i) => {
    const [few, before] = points[i + 1];
    limit(`${what}, from ${few} to ${many} rows`, after / before, (many / few) * 1.25, 'times');
  });
}
