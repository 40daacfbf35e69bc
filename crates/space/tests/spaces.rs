//! Search spaces as users write them: what is refused and why, what is active, and the exactness of the unit cube.

use proptest::prelude::*;
use tunesmith_space::{Configuration, Domain, Parameter, Scale, SearchSpace, SpaceDefinition, Value, parse_spec};

fn define(parameters: &[(&str, &str)]) -> SpaceDefinition {
    let parameters =
        parameters.iter().map(|(name, spec)| Parameter::new(*name, parse_spec(spec).expect("a spec"))).collect();
    SpaceDefinition { parameters, ..SpaceDefinition::default() }
}

fn refusal(definition: SpaceDefinition) -> String {
    SearchSpace::new(definition).expect_err("must be refused").to_string()
}

#[test]
fn every_bad_definition_names_the_parameter_and_the_fix() {
    for (parameters, message) in [
        (vec![("lr", "0.1..0.001")], "parameter `lr`: the range 0.1..0.001 is empty; did you mean 0.001..0.1?"),
        (vec![("lr", "log:0..1.5")], "parameter `lr`: a log scale needs a lower end above 0, it is 0"),
        (vec![("m", "revlog:0..1")], "parameter `m`: a reverse-log scale needs 0 <= low and high < 1"),
        (vec![("m", "revlog:int:0..1")], "makes no sense for whole numbers"),
        (vec![("a", "1..2"), ("a", "3..4")], "parameter `a`: is defined twice"),
        (vec![("a b", "1..2")], "parameter `a b`: a name starts with"),
        (vec![("a", "0..1/2")], "the step 2 must be above 0 and at most the width"),
        (vec![("a", "x,x")], "the choice `x` is listed twice"),
        (vec![("a", "float:1..inf")], "finite"),
        (vec![("a", "0..9223372036854775807")], "2^53"),
        (vec![], "there is no parameter to tune"),
    ] {
        let text = refusal(define(&parameters));
        assert!(text.contains(message), "{text}");
    }
}

#[test]
fn all_problems_are_reported_at_once() {
    let text = refusal(define(&[("a", "2..1"), ("b", "log:0..1")]));
    assert_eq!(text.lines().count(), 2, "{text}");
}

#[test]
fn statics_and_rules_are_checked() {
    let mut both = define(&[("a", "1..2")]);
    both.statics.set("a", Value::Int(1));
    assert!(refusal(both).contains("both tuned and static"));

    let mut unknown = define(&[("learning_rate", "0.1..0.2")]);
    unknown.constraints.push("learning_rat < 1".into());
    let text = refusal(unknown);
    assert!(text.contains("`learning_rat` is not a parameter; did you mean `learning_rate`?"), "{text}");

    let mut types = define(&[("opt", "Adam,SGD")]);
    types.forbidden.push("opt > 3".into());
    assert!(refusal(types).contains("needs numbers"));

    let mut impossible = define(&[("a", "0.0..1.0")]);
    impossible.constraints.push("a > 2".into());
    assert!(refusal(impossible).contains("no point found"));

    let mut circle = define(&[("a", "0..9"), ("b", "0..9")]);
    circle.parameters[0].when = Some("b > 1".into());
    circle.parameters[1].when = Some("a > 1".into());
    assert!(refusal(circle).contains("circle"));
}

#[test]
fn conditions_switch_parameters_whatever_their_order() {
    let mut definition = define(&[("momentum", "revlog:0.5..0.999"), ("nesterov", "bool"), ("opt", "Adam,SGD")]);
    definition.parameters[0].when = Some("opt == 'SGD'".into());
    definition.parameters[1].when = Some("momentum > 0.8".into());
    let space = SearchSpace::new(definition).expect("valid");
    let names = |c: &Configuration| c.iter().map(|(n, _)| n.to_owned()).collect::<Vec<_>>();
    assert_eq!(names(&space.decode(&[0.9, 0.9, 0.2])), ["opt"]);
    assert_eq!(names(&space.decode(&[0.9, 0.9, 0.8])), ["momentum", "nesterov", "opt"]);
    assert_eq!(names(&space.decode(&[0.0, 0.9, 0.8])), ["momentum", "opt"]);
    let a = space.encode(&space.decode(&[0.1, 0.2, 0.2]));
    let b = space.encode(&space.decode(&[0.7, 0.9, 0.2]));
    assert_eq!(a, b, "points that differ only in inactive parameters are one point");
}

#[test]
fn rules_decide_feasibility() {
    let mut definition = define(&[("lr", "log:1e-5..1e-1"), ("nodes", "32..512"), ("opt", "Adam,SGD")]);
    definition.constraints.push("nodes * 1e-4 + lr <= 0.1".into());
    definition.forbidden.push("opt == 'SGD' and lr > 0.05".into());
    definition.forbidden.push("layers > 3 and nodes > 500".into());
    definition.statics.set("layers", Value::Int(5));
    let space = SearchSpace::new(definition).expect("valid");
    let feasible = |lr: f64, nodes: i64, opt: &str| {
        let pairs = [("lr", Value::Float(lr)), ("nodes", Value::Int(nodes)), ("opt", Value::from(opt))];
        space.is_feasible(&pairs.into_iter().map(|(n, v)| (n.to_owned(), v)).collect())
    };
    assert!(feasible(0.01, 100, "SGD"));
    assert!(!feasible(0.06, 100, "SGD"));
    assert!(feasible(0.06, 100, "Adam"));
    assert!(!feasible(0.06, 450, "Adam"));
    assert!(!feasible(0.01, 501, "Adam"));
}

#[test]
fn uniform_coordinates_give_uniform_integers() {
    let space = SearchSpace::new(define(&[("k", "1..4")])).expect("valid");
    let mut counts = [0; 5];
    for i in 0..4000 {
        let Some(Value::Int(k)) = space.decode(&[(f64::from(i) + 0.5) / 4000.0]).get("k").cloned() else { panic!() };
        counts[k as usize] += 1;
    }
    assert_eq!(counts, [0, 1000, 1000, 1000, 1000]);
}

#[test]
fn steps_print_as_written() {
    let space = SearchSpace::new(define(&[("drop", "0..1/0.1")])).expect("valid");
    let shown: Vec<String> = (0..11).map(|i| space.parameters()[0].domain.nth(i).to_string()).collect();
    assert_eq!(shown, ["0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1"]);
}

#[test]
fn definitions_survive_json() {
    let mut definition = define(&[("lr", "log:1e-5..1e-1"), ("k", "1..9/2"), ("o", "a,b"), ("f", "bool")]);
    definition.parameters[1].when = Some("o == 'a'".into());
    definition.statics.set("layers", Value::Int(5));
    let json = serde_json::to_string(&definition).expect("json");
    assert_eq!(serde_json::from_str::<SpaceDefinition>(&json).expect("its own json"), definition);
}

fn domains() -> impl Strategy<Value = Domain> {
    let scale = prop_oneof![Just(Scale::Linear), Just(Scale::Log)];
    prop_oneof![
        (1e-8..1e3, 1e-9..1e6, scale.clone())
            .prop_map(|(low, width, scale)| Domain::float(low, low + width).with_scale(scale)),
        (0.0..0.9f64, 1e-6..0.0999f64)
            .prop_map(|(low, width)| Domain::float(low, low + width).with_scale(Scale::ReverseLog)),
        (1i64..1_000_000, 0i64..1_000_000_000, scale, prop::option::of(1i64..10_000)).prop_map(
            |(low, width, scale, step)| Domain::Int {
                low,
                high: low + width,
                scale,
                step: step.filter(|s| *s <= width)
            }
        ),
        (-1000i64..1000).prop_map(|low| Domain::int(low, low + 17)),
        (-5i32..5, 1u32..400).prop_map(|(low, n)| Domain::Float {
            low: f64::from(low),
            high: f64::from(low) + f64::from(n) * 0.05,
            scale: Scale::Linear,
            step: Some(0.05)
        }),
        (1usize..40).prop_map(|n| Domain::Choice { choices: (0..n).map(|i| Value::Text(format!("c{i}"))).collect() }),
        Just(Domain::Bool),
    ]
}

#[test]
fn a_range_of_one_step_has_two_values_whatever_the_rounding() {
    for (low, high, step) in [(0.1, 0.15, 0.05), (2.0, 2.05, 0.05), (0.7, 0.8, 0.1)] {
        let domain = Domain::Float { low, high, scale: Scale::Linear, step: Some(step) };
        let space = SearchSpace::new(SpaceDefinition {
            parameters: vec![Parameter::new("p", domain)],
            ..SpaceDefinition::default()
        });
        assert_eq!(space.map(|s| s.cardinality()), Ok(Some(2)), "{low}..{high}/{step}");
    }
}

proptest! {
    #[test]
    fn the_round_trip_is_exact(domain in domains(), u in -0.1f64..1.1) {
        let space = SearchSpace::new(SpaceDefinition {
            parameters: vec![Parameter::new("p", domain.clone())],
            ..SpaceDefinition::default()
        }).expect("valid");
        let configuration = space.decode(&[u]);
        prop_assert!(domain.contains(configuration.get("p").expect("present")), "{configuration}");
        let code = space.encode(&configuration);
        prop_assert!((0.0..=1.0).contains(&code[0]));
        let again = space.decode(&code);
        match (configuration.get("p"), again.get("p")) {
            // A real number moves at most by its own readable resolution; everything else comes back exactly.
            (Some(Value::Float(a)), Some(Value::Float(b))) if domain.cardinality().is_none() => {
                prop_assert!((a - b).abs() <= 1e-6 * a.abs().max(1e-6), "{a} {b}");
            }
            _ => prop_assert_eq!(&configuration, &again),
        }
    }

    #[test]
    fn every_level_owns_its_code(domain in domains(), pick in 0.0f64..1.0) {
        let Some(n) = domain.cardinality() else { return Ok(()) };
        let index = ((pick * n as f64) as u64).min(n - 1);
        let value = domain.nth(index);
        let space = SearchSpace::new(SpaceDefinition {
            parameters: vec![Parameter::new("p", domain)],
            ..SpaceDefinition::default()
        }).expect("valid");
        let configuration: Configuration = [("p".to_owned(), value)].into_iter().collect();
        prop_assert_eq!(space.decode(&space.encode(&configuration)), configuration);
    }

    #[test]
    fn no_text_makes_the_expression_reader_panic(text in "\\PC{0,60}") {
        let _ = tunesmith_space::expression::Expression::parse(&text);
    }

    #[test]
    fn no_text_makes_the_spec_reader_panic(text in "\\PC{0,40}") {
        if let Ok(domain) = parse_spec(&text) {
            let _ = SearchSpace::new(SpaceDefinition {
                parameters: vec![Parameter::new("p", domain)],
                ..SpaceDefinition::default()
            });
        }
    }
}
