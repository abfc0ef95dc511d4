//! How likely is each reading of a run?
//!
//! The words of a run, times the labels that each may have: sums over all readings
//! (forward and backward) and the best of them (Viterbi). The words before and
//! after a run are outside any name.

/// How many labels there are: outside, and begin and inside for each kind.
pub(super) const LABELS: usize = 9;

/// The label of words outside any name.
pub(super) const OUTSIDE: usize = 0;

/// A number for each label.
pub(super) type Scores = [f32; LABELS];

/// Whether `after` may follow `before`: a name goes on only where one began.
pub(super) fn may_follow(before: usize, after: usize) -> bool {
    after == OUTSIDE || after % 2 == 1 || before == after || before + 1 == after
}

/// How well labels follow each other.
#[derive(Clone, Debug)]
pub(super) struct Transitions {
    pub(super) scores: [Scores; LABELS],
    /// Their exponentials, 0 where a label may not follow.
    steps: [Scores; LABELS],
}

impl Transitions {
    pub(super) fn new(scores: [Scores; LABELS]) -> Transitions {
        let mut steps = [[0.0; LABELS]; LABELS];
        for (before, row) in steps.iter_mut().enumerate() {
            for (after, step) in row.iter_mut().enumerate() {
                if may_follow(before, after) {
                    *step = scores[before][after].exp();
                }
            }
        }
        Transitions { scores, steps }
    }
}

/// All readings of a run at once.
pub(super) struct Lattice<'m> {
    emissions: &'m [Scores],
    transitions: &'m Transitions,
    /// For each word, the exponentials of its scores, its largest taken off.
    local: Vec<Scores>,
    /// Forward and backward sums, each row scaled to sum to one.
    forward: Vec<Scores>,
    backward: Vec<Scores>,
    /// The logarithm of the sum over all readings.
    pub(super) log_sum: f64,
}

impl<'m> Lattice<'m> {
    pub(super) fn new(
        emissions: &'m [Scores],
        transitions: &'m Transitions,
    ) -> Lattice<'m> {
        let mut lattice = Lattice {
            emissions,
            transitions,
            local: Vec::with_capacity(emissions.len()),
            forward: Vec::with_capacity(emissions.len()),
            backward: vec![[0.0; LABELS]; emissions.len()],
            log_sum: 0.0,
        };
        lattice.run_forward();
        lattice.run_backward();
        lattice
    }

    fn run_forward(&mut self) {
        let mut before = [0.0; LABELS];
        before[OUTSIDE] = 1.0;
        for emission in self.emissions {
            let largest =
                emission.iter().fold(f32::MIN, |largest, score| largest.max(*score));
            let local = emission.map(|score| (score - largest).exp());
            let mut now = [0.0; LABELS];
            for (from, chance) in before.iter().enumerate() {
                for (to, sum) in now.iter_mut().enumerate() {
                    *sum += chance * self.transitions.steps[from][to];
                }
            }
            for (sum, local) in now.iter_mut().zip(local) {
                *sum *= local;
            }
            let total = scale(&mut now);
            self.log_sum += f64::from(total).ln() + f64::from(largest);
            self.local.push(local);
            self.forward.push(now);
            before = now;
        }
        // After the run comes a word outside any name.
        let last: f32 = (0..LABELS)
            .map(|from| before[from] * self.transitions.steps[from][OUTSIDE])
            .sum();
        self.log_sum += f64::from(last).ln();
    }

    fn run_backward(&mut self) {
        let mut after = [0.0; LABELS];
        for (from, chance) in after.iter_mut().enumerate() {
            *chance = self.transitions.steps[from][OUTSIDE];
        }
        for at in (0..self.emissions.len()).rev() {
            scale(&mut after);
            self.backward[at] = after;
            let mut now = [0.0; LABELS];
            for (from, sum) in now.iter_mut().enumerate() {
                for (to, chance) in after.iter().enumerate() {
                    *sum +=
                        self.transitions.steps[from][to] * self.local[at][to] * chance;
                }
            }
            after = now;
        }
    }

    /// The chance of each label at each word.
    pub(super) fn marginals(&self) -> impl Iterator<Item = Scores> {
        self.forward.iter().zip(&self.backward).map(|(forward, backward)| {
            let mut chances = *forward;
            for (chance, backward) in chances.iter_mut().zip(backward) {
                *chance *= backward;
            }
            scale(&mut chances);
            chances
        })
    }

    /// The chance of each pair of labels at the word `at` and the one before it;
    /// before the first and after the last word is a word outside any name.
    pub(super) fn pairs(&self, at: usize) -> [Scores; LABELS] {
        let mut outside = [0.0; LABELS];
        outside[OUTSIDE] = 1.0;
        let before = at.checked_sub(1).map_or(outside, |at| self.forward[at]);
        let after = match (self.local.get(at), self.backward.get(at)) {
            (Some(local), Some(backward)) => {
                let mut both = *local;
                for (both, backward) in both.iter_mut().zip(backward) {
                    *both *= backward;
                }
                both
            }
            _ => outside,
        };
        let (mut pairs, mut total) = ([[0.0; LABELS]; LABELS], f32::MIN_POSITIVE);
        for (from, row) in pairs.iter_mut().enumerate() {
            for (to, chance) in row.iter_mut().enumerate() {
                *chance = before[from] * self.transitions.steps[from][to] * after[to];
                total += *chance;
            }
        }
        for chance in pairs.as_flattened_mut() {
            *chance /= total;
        }
        pairs
    }

    /// The labels of the best reading.
    pub(super) fn best(&self) -> Vec<usize> {
        let mut scores = [f32::NEG_INFINITY; LABELS];
        scores[OUTSIDE] = 0.0;
        let mut came_from: Vec<[u8; LABELS]> = Vec::with_capacity(self.emissions.len());
        for emission in self.emissions {
            let (mut now, mut from) = ([f32::NEG_INFINITY; LABELS], [0; LABELS]);
            for (before, steps) in self.transitions.scores.iter().enumerate() {
                for (after, step) in steps.iter().enumerate() {
                    let score = scores[before] + step;
                    if may_follow(before, after) && now[after] < score {
                        now[after] = score;
                        from[after] = before as u8;
                    }
                }
            }
            for (score, emission) in now.iter_mut().zip(emission) {
                *score += emission;
            }
            scores = now;
            came_from.push(from);
        }
        let end = |label: usize| scores[label] + self.transitions.scores[label][OUTSIDE];
        let mut label = (1..LABELS)
            .fold(OUTSIDE, |best, next| if end(best) < end(next) { next } else { best });
        let mut labels = vec![OUTSIDE; self.emissions.len()];
        for (at, from) in came_from.iter().enumerate().rev() {
            labels[at] = label;
            label = usize::from(from[label]);
        }
        labels
    }
}

/// Scales `row` to sum to one; gives the sum it had.
fn scale(row: &mut Scores) -> f32 {
    let total = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    for chance in row {
        *chance /= total;
    }
    total
}

#[cfg(test)]
mod tests {
    use super::{LABELS, Lattice, Transitions, may_follow};

    #[test]
    fn the_lattice_agrees_with_counting_all_readings() {
        let emissions: Vec<_> = (0..3)
            .map(|at| {
                std::array::from_fn(|label| ((at * 7 + label * 5) % 11) as f32 / 4.0)
            })
            .collect();
        let transitions = std::array::from_fn(|a| {
            std::array::from_fn(|b| ((a * 3 + b) % 5) as f32 / 3.0)
        });
        let known = Transitions::new(transitions);
        let lattice = Lattice::new(&emissions, &known);
        let (mut total, mut middle, mut best) = (0.0, [0.0; LABELS], (0.0, vec![]));
        for a in 0..LABELS {
            for b in 0..LABELS {
                for c in 0..LABELS {
                    let path = [0, a, b, c, 0];
                    if !path.windows(2).all(|pair| may_follow(pair[0], pair[1])) {
                        continue;
                    }
                    let steps: f32 =
                        path.windows(2).map(|p| transitions[p[0]][p[1]]).sum();
                    let score =
                        emissions[0][a] + emissions[1][b] + emissions[2][c] + steps;
                    let chance = score.exp();
                    total += chance;
                    middle[b] += chance;
                    if best.0 < chance {
                        best = (chance, vec![a, b, c]);
                    }
                }
            }
        }
        assert!((lattice.log_sum - f64::from(total).ln()).abs() < 1e-4);
        assert_eq!(lattice.best(), best.1);
        let marginals = lattice.marginals().nth(1).unwrap();
        for (chance, sum) in marginals.iter().zip(middle) {
            assert!((chance - sum / total).abs() < 1e-4);
        }
    }
}
