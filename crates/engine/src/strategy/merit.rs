//! One number by which observations are ranked.

use super::Observation;

/// For each observation a number, less is better; none for failed ones.
///
/// With one objective and nothing required it is the loss. With several objectives it is how many others are better in
/// every respect; where outcomes are required, those that miss them come after all that do not, by how much they miss.
pub(crate) fn merits(observations: &[Observation]) -> Vec<Option<f64>> {
    let losses: Vec<Option<Vec<f64>>> = observations.iter().map(Observation::losses).collect();
    let several = observations.iter().any(|o| !o.further.is_empty());
    let dominated = |mine: &[f64]| {
        let beats = |other: &&Vec<f64>| dominates(other, mine);
        losses.iter().flatten().filter(beats).count() as f64
    };
    let mut merits: Vec<Option<f64>> =
        losses.iter().map(|l| l.as_ref().map(|l| if several { dominated(l) } else { l[0] })).collect();
    if observations.iter().all(Observation::is_feasible) {
        return merits;
    }
    let largest = |column: usize| {
        let values = observations.iter().filter_map(|o| o.excess.get(column)).filter(|x| x.is_finite());
        values.fold(0.0f64, |most, x| most.max(*x)).max(f64::MIN_POSITIVE)
    };
    let scales: Vec<f64> = (0..observations.iter().map(|o| o.excess.len()).max().unwrap_or(0)).map(largest).collect();
    let worst = merits.iter().zip(observations).filter(|(_, o)| o.is_feasible()).filter_map(|(m, _)| *m);
    let worst = worst.fold(f64::NEG_INFINITY, f64::max);
    let floor = if worst.is_finite() { worst } else { 0.0 };
    for (merit, observation) in merits.iter_mut().zip(observations).filter(|(_, o)| !o.is_feasible()) {
        // A requirement whose value is not known is missed by as much as any.
        let miss = |(x, scale): (&f64, &f64)| if x.is_nan() { 1.0 } else { (x / scale).clamp(0.0, 1.0) };
        let missed: f64 = observation.excess.iter().zip(&scales).map(miss).sum();
        *merit = merit.map(|_| floor + floor.abs().max(1.0) * (1e-6 + missed));
    }
    merits
}

/// The best observations, as indices: with one objective the one with the least loss (the first of equals), with several
/// all that nothing dominates. Only those that meet what is required.
pub fn best(observations: &[Observation]) -> Vec<usize> {
    let feasible: Vec<(usize, Vec<f64>)> = (observations.iter().enumerate())
        .filter(|(_, o)| o.is_feasible())
        .filter_map(|(i, o)| Some((i, o.losses()?)))
        .collect();
    let on_front = |mine: &&(usize, Vec<f64>)| !feasible.iter().any(|(_, other)| dominates(other, &mine.1));
    let mut front: Vec<usize> = feasible.iter().filter(on_front).map(|(i, _)| *i).collect();
    if feasible.iter().all(|(_, losses)| losses.len() == 1) {
        front.truncate(1);
    }
    front
}

/// No worse in any loss, and better in one.
pub(crate) fn dominates(a: &[f64], b: &[f64]) -> bool {
    a.iter().zip(b).all(|(x, y)| x <= y) && a.iter().zip(b).any(|(x, y)| x < y)
}

#[cfg(test)]
mod tests {
    use tunesmith_space::Configuration;

    use super::*;

    fn seen(loss: Option<f64>, further: &[f64], excess: &[f64]) -> Observation {
        let (further, excess) = (further.to_vec(), excess.to_vec());
        Observation { further, excess, ..Observation::new(Configuration::default(), loss) }
    }

    #[test]
    fn one_loss_is_its_own_merit() {
        let all = [seen(Some(3.0), &[], &[]), seen(None, &[], &[]), seen(Some(f64::NAN), &[], &[])];
        assert_eq!(merits(&all), [Some(3.0), None, None]);
    }

    #[test]
    fn the_front_has_nobody_above_it() {
        let all = [
            seen(Some(0.0), &[2.0], &[]),
            seen(Some(2.0), &[0.0], &[]),
            seen(Some(3.0), &[3.0], &[]),
            seen(Some(0.0), &[3.0], &[]),
            seen(Some(1.0), &[f64::NAN], &[]),
        ];
        assert_eq!(merits(&all), [Some(0.0), Some(0.0), Some(3.0), Some(1.0), None]);
    }

    #[test]
    fn what_misses_a_requirement_comes_last() {
        let all = [
            seen(Some(-5.0), &[], &[10.0]),
            seen(Some(7.0), &[], &[-1.0]),
            seen(Some(-9.0), &[], &[2.0]),
            seen(Some(-9.0), &[], &[f64::NAN]),
        ];
        let ranked = merits(&all).into_iter().map(Option::unwrap_or_default).collect::<Vec<f64>>();
        assert!(ranked[1] < ranked[2] && ranked[2] < ranked[0] && ranked[0] <= ranked[3], "{ranked:?}");
    }
}
