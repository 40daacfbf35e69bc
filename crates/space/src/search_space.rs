//! The checked search space: activity, feasibility, and the unit cube.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::expression::{Expression, ExpressionError};
use crate::{Configuration, Domain, Parameter, SpaceError, SpaceErrors, SpaceProblem, Value};

/// Where an inactive parameter sits on its axis, so that two points that differ only there are the same point.
const INACTIVE: f64 = 0.5;

/// A search space as written.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SpaceDefinition {
    /// What is tuned.
    pub parameters: Vec<Parameter>,
    /// What every trial gets as it is.
    pub statics: Configuration,
    /// Expressions that must hold.
    pub constraints: Vec<String>,
    /// Expressions that must not hold.
    pub forbidden: Vec<String>,
}

impl SpaceDefinition {
    /// Number of combinations when no range is continuous (conditions, constraints and forbidden combinations not
    /// subtracted); none when continuous or beyond `u64`.
    pub fn cardinality(&self) -> Option<u64> {
        self.parameters.iter().try_fold(1u64, |n, p| n.checked_mul(p.domain.cardinality()?))
    }
}

/// A search space whose definition holds together.
#[derive(Debug, Clone)]
pub struct SearchSpace {
    definition: SpaceDefinition,
    conditions: Vec<Option<Expression>>,
    /// Parameters, each after those that its condition names.
    order: Vec<usize>,
    constraints: Vec<Expression>,
    forbidden: Vec<Expression>,
}

impl SearchSpace {
    /// Checks a definition; answers with every problem found.
    pub fn new(definition: SpaceDefinition) -> Result<Self, SpaceErrors> {
        let mut errors = Vec::new();
        check_names(&definition, &mut errors);
        for parameter in &definition.parameters {
            let problems = parameter.domain.problems();
            errors.extend(problems.into_iter().map(|p| at(Some(&parameter.name), p)));
        }
        let known: BTreeMap<&str, Option<&Domain>> = (definition.parameters.iter())
            .map(|p| (p.name.as_str(), Some(&p.domain)))
            .chain(definition.statics.iter().map(|(n, _)| (n, None)))
            .collect();
        let read = |owner: Option<&str>, text: &String, errors: &mut Vec<SpaceError>| {
            parse_known(text, &known)
                .map_err(|error| {
                    let expression = text.clone();
                    errors.push(at(owner, SpaceProblem::Expression { expression, error }));
                })
                .ok()
        };
        let conditions: Vec<_> = (definition.parameters.iter())
            .map(|p| p.when.as_ref().and_then(|text| read(Some(&p.name), text, &mut errors)))
            .collect();
        let constraints: Vec<_> =
            definition.constraints.iter().filter_map(|text| read(None, text, &mut errors)).collect();
        let forbidden: Vec<_> = definition.forbidden.iter().filter_map(|text| read(None, text, &mut errors)).collect();
        let order = activation_order(&definition.parameters, &conditions, &mut errors);
        if !errors.is_empty() {
            return Err(SpaceErrors(errors));
        }
        let space = Self { definition, conditions, order, constraints, forbidden };
        space.check_types()?;
        Ok(space)
    }

    /// The space of nothing to choose: its one point has no values.
    pub fn point() -> Self {
        let definition = SpaceDefinition::default();
        Self { definition, conditions: Vec::new(), order: Vec::new(), constraints: Vec::new(), forbidden: Vec::new() }
    }

    /// The definition it was made from.
    pub fn definition(&self) -> &SpaceDefinition {
        &self.definition
    }

    /// What is tuned, in order; the unit cube has one axis for each.
    pub fn parameters(&self) -> &[Parameter] {
        &self.definition.parameters
    }

    /// What every trial gets as it is.
    pub fn statics(&self) -> &Configuration {
        &self.definition.statics
    }

    /// Number of axes of the unit cube.
    pub fn dimension(&self) -> usize {
        self.definition.parameters.len()
    }

    /// See [`SpaceDefinition::cardinality`].
    pub fn cardinality(&self) -> Option<u64> {
        self.definition.cardinality()
    }

    /// The configuration at a point of the unit cube; `point` has one coordinate a parameter, any real number is
    /// clamped to `[0, 1]`. Inactive parameters are left out.
    pub fn decode(&self, point: &[f64]) -> Configuration {
        self.with_activity(|i| self.parameters()[i].domain.decode(point[i]))
    }

    /// The configuration with the `index[i]`-th value of every parameter, for finite spaces.
    ///
    /// # Panics
    /// When a parameter is continuous or an index is out of its range.
    pub fn at_indices(&self, index: &[u64]) -> Configuration {
        self.with_activity(|i| self.parameters()[i].domain.nth(index[i]))
    }

    fn with_activity(&self, value_of: impl Fn(usize) -> Value) -> Configuration {
        let parameters = self.parameters();
        let mut values: Vec<Option<Value>> = vec![None; parameters.len()];
        for &i in &self.order {
            let active = self.conditions[i].as_ref().is_none_or(|condition| {
                let lookup = |name: &str| {
                    let tuned = parameters.iter().position(|p| p.name == name);
                    tuned.map_or_else(|| self.statics().get(name), |j| values[j].as_ref())
                };
                matches!(condition.holds(&lookup), Ok(Some(true)))
            });
            if active {
                values[i] = Some(value_of(i));
            }
        }
        (parameters.iter().zip(values)).filter_map(|(p, v)| v.map(|v| (p.name.clone(), v))).collect()
    }

    /// The point of the unit cube that stands for a configuration: cell centres for choices, levels for ladders, the
    /// middle for parameters that are absent or cannot be read. `decode(encode(c)) == c` for every configuration
    /// that `decode` gave.
    pub fn encode(&self, configuration: &Configuration) -> Vec<f64> {
        (self.parameters().iter())
            .map(|p| configuration.get(&p.name).and_then(|v| p.domain.encode(v)).unwrap_or(INACTIVE))
            .collect()
    }

    /// Moves a point of the unit cube to the one that stands for its configuration: integers and steps to their levels,
    /// choices to their cells, inactive parameters to the middle.
    pub fn snap(&self, point: &mut [f64]) {
        if self.has_conditions() {
            let snapped = self.encode(&self.decode(point));
            point.copy_from_slice(&snapped);
            return;
        }
        for (u, parameter) in point.iter_mut().zip(self.parameters()) {
            *u = parameter.domain.snap(*u);
        }
    }

    /// Whether every value of a configuration is one of its parameter's, and every parameter has one that it needs.
    pub fn holds(&self, configuration: &Configuration) -> bool {
        let known = |name: &str| self.parameters().iter().any(|p| p.name == name);
        self.decode(&self.encode(configuration)).len() == configuration.len()
            && configuration.iter().all(|(name, _)| known(name))
            && (self.parameters().iter())
                .all(|p| configuration.get(&p.name).is_none_or(|value| p.domain.contains(value)))
    }

    /// Whether all constraints hold and no forbidden combination is met. A rule about an absent parameter is not
    /// violated.
    pub fn is_feasible(&self, configuration: &Configuration) -> bool {
        let lookup = |name: &str| configuration.get(name).or_else(|| self.statics().get(name));
        let holds = |rule: &Expression| rule.holds(&lookup).ok().flatten();
        self.constraints.iter().all(|rule| holds(rule) != Some(false))
            && self.forbidden.iter().all(|rule| holds(rule) != Some(true))
    }

    /// True when there are constraints or forbidden combinations.
    pub fn has_rules(&self) -> bool {
        !self.constraints.is_empty() || !self.forbidden.is_empty()
    }

    /// True when a parameter is present only under a condition.
    pub fn has_conditions(&self) -> bool {
        self.conditions.iter().any(Option::is_some)
    }

    /// What every trial gets: the tuned values, then the static ones.
    pub fn complete(&self, configuration: &Configuration) -> Configuration {
        let mut all = configuration.clone();
        for (name, value) in self.statics().iter() {
            all.set(name, value.clone());
        }
        all
    }

    /// Evaluates every expression at points spread over the space, so that a comparison of text with a number, or a
    /// set of rules nobody can satisfy, is found before the first trial and not in the middle of the night.
    fn check_types(&self) -> Result<(), SpaceErrors> {
        const TRIES: usize = 2_000;
        let mut errors = Vec::new();
        let mut feasible = false;
        for i in 0..TRIES {
            let point: Vec<f64> = (0..self.dimension()).map(|j| golden_fraction(i, j)).collect();
            let configuration = self.decode(&point);
            let lookup = |name: &str| configuration.get(name).or_else(|| self.statics().get(name));
            let named = self.conditions.iter().zip(self.parameters());
            let named = named.filter_map(|(c, p)| Some((c.as_ref()?, Some(p.name.as_str()), p.when.as_ref()?)));
            let rules = self.constraints.iter().zip(&self.definition.constraints);
            let rules = rules.chain(self.forbidden.iter().zip(&self.definition.forbidden));
            for (rule, owner, text) in named.chain(rules.map(|(r, text)| (r, None, text))) {
                if let Err(error) = rule.holds(&lookup) {
                    let error = at(owner, SpaceProblem::Expression { expression: text.clone(), error });
                    if !errors.contains(&error) {
                        errors.push(error);
                    }
                }
            }
            feasible |= self.is_feasible(&configuration);
            if feasible && i >= 16 || !errors.is_empty() {
                break;
            }
        }
        if errors.is_empty() && !feasible {
            errors.push(at(None, SpaceProblem::Infeasible { tried: TRIES }));
        }
        if errors.is_empty() { Ok(()) } else { Err(SpaceErrors(errors)) }
    }
}

/// A point of an additive-recurrence sequence, spread well enough to look at a space.
fn golden_fraction(index: usize, axis: usize) -> f64 {
    const GOLDEN: f64 = 0.618_033_988_749_894_9;
    let step = (GOLDEN * (axis as f64 + 1.0).sqrt()).fract();
    (0.5 + step * index as f64).fract()
}

fn at(parameter: Option<&str>, problem: SpaceProblem) -> SpaceError {
    SpaceError { parameter: parameter.map(str::to_owned), problem }
}

fn check_names(definition: &SpaceDefinition, errors: &mut Vec<SpaceError>) {
    if definition.parameters.is_empty() {
        errors.push(at(None, SpaceProblem::NoParameters));
    }
    let mut seen = BTreeSet::new();
    let tuned = definition.parameters.iter().map(|p| (p.name.as_str(), true));
    for (name, is_tuned) in tuned.chain(definition.statics.iter().map(|(n, _)| (n, false))) {
        if !is_name(name) {
            errors.push(at(Some(name), SpaceProblem::BadName));
        }
        if !seen.insert(name) {
            let both = !is_tuned && definition.parameters.iter().any(|p| p.name == name);
            errors.push(at(Some(name), if both { SpaceProblem::TunedAndStatic } else { SpaceProblem::DuplicateName }));
        }
    }
}

fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

fn parse_known(text: &str, known: &BTreeMap<&str, Option<&Domain>>) -> Result<Expression, ExpressionError> {
    let expression = Expression::parse(text)?;
    for name in expression.names() {
        if !known.contains_key(name) {
            let similar = known.keys().min_by_key(|k| distance(k, name)).filter(|k| distance(k, name) <= 2);
            return Err(ExpressionError::UnknownName {
                name: name.to_owned(),
                similar: similar.map(|s| (*s).to_owned()),
            });
        }
    }
    Ok(expression)
}

/// Levenshtein distance, for "did you mean".
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// Orders parameters so that each comes after those that its condition names (depth-first topological sort).
fn activation_order(
    parameters: &[Parameter],
    conditions: &[Option<Expression>],
    errors: &mut Vec<SpaceError>,
) -> Vec<usize> {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    fn visit(i: usize, needs: &[Vec<usize>], marks: &mut [Mark], order: &mut Vec<usize>) -> Result<(), usize> {
        match marks[i] {
            Mark::Done => return Ok(()),
            Mark::Open => return Err(i),
            Mark::New => marks[i] = Mark::Open,
        }
        for &j in &needs[i] {
            visit(j, needs, marks, order)?;
        }
        marks[i] = Mark::Done;
        order.push(i);
        Ok(())
    }
    let needs: Vec<Vec<usize>> = (conditions.iter())
        .map(|condition| {
            let names = condition.as_ref().map(Expression::names).unwrap_or_default();
            names.into_iter().filter_map(|n| parameters.iter().position(|p| p.name == n)).collect()
        })
        .collect();
    let mut marks = vec![Mark::New; parameters.len()];
    let mut order = Vec::with_capacity(parameters.len());
    for i in 0..parameters.len() {
        if let Err(back) = visit(i, &needs, &mut marks, &mut order) {
            errors.push(at(Some(&parameters[i].name), SpaceProblem::ConditionCycle(parameters[back].name.clone())));
            break;
        }
    }
    order
}
