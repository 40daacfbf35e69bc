//! Metrics from logs as programs write them.

use proptest::prelude::*;
use tunesmith_metrics::{Extractor, MetricDefinition, MetricPoint, MetricSet};

fn extractor(definitions: &[(&str, &str)]) -> Extractor {
    let definitions = definitions.iter().map(|(n, p)| MetricDefinition::new(*n, *p)).collect();
    Extractor::new(MetricSet::new(definitions).expect("valid definitions"))
}

fn read(extractor: &mut Extractor, log: &[u8], piece: usize) -> Vec<MetricPoint> {
    let mut points = Vec::new();
    for (i, bytes) in log.chunks(piece.max(1)).enumerate() {
        extractor.feed(bytes, i as i64, &mut points);
    }
    extractor.finish(0, &mut points);
    points
}

fn values(pattern: &str, log: &[u8]) -> Vec<f64> {
    read(&mut extractor(&[("m", pattern)]), log, 7).into_iter().map(|p| p.value).collect()
}

#[test]
fn the_line_of_the_document() {
    let log = b"2018-10-02 17:23:40,657 INFO - tensorflow - Saving dict for global step 101: global_step = 101, \
        loss = 0.45420808, pr_auc = 0.36799875, roc_auc = 0.6891242\n";
    let mut both = extractor(&[("ROC-AUC", "roc_auc = ([0-9\\.]+)"), ("PR-AUC", "pr_auc = ([0-9\\.]+)")]);
    let points = read(&mut both, log, usize::MAX);
    assert_eq!(points.iter().map(|p| (p.metric, p.value)).collect::<Vec<_>>(), [(0, 0.689_124_2), (1, 0.367_998_75)]);
}

#[test]
fn a_python_raw_string_with_doubled_backslash_reads_the_same() {
    assert_eq!(values(r"pr_auc = ([0-9\\.]+)", b"pr_auc = 0.36799875, x"), [0.367_998_75]);
}

#[test]
fn the_last_match_is_last_and_all_are_kept() {
    let mut one = extractor(&[("loss", "loss=([0-9.]+)")]);
    let points = read(&mut one, b"loss=3 loss=2\nnothing\nloss=1", 3);
    let seen: Vec<_> = points.iter().map(|p| (p.step, p.line, p.value)).collect();
    assert_eq!(seen, [(0, 1, 3.0), (1, 1, 2.0), (2, 3, 1.0)]);
}

#[test]
fn progress_bars_overwrite_their_line() {
    let mut bar = extractor(&[("loss", "loss: ([0-9.]+)")]);
    let points = read(&mut bar, b" 10% loss: 0.9\r 50% loss: 0.5\r100% loss: 0.1\r\nloss: 0.05\r\n", 5);
    assert_eq!(points.iter().map(|p| (p.line, p.value)).collect::<Vec<_>>(), [(1, 0.9), (1, 0.5), (1, 0.1), (2, 0.05)]);
}

#[test]
fn numbers_in_every_spelling() {
    assert_eq!(
        values("x=(\\S+)", b"x=1e-5 x=-2.5E+3 x=.5 x=7. x=inf x=-Infinity"),
        [1e-5, -2500.0, 0.5, 7.0, f64::INFINITY, f64::NEG_INFINITY]
    );
    assert!(values("x=(\\S+)", b"x=NaN")[0].is_nan());
    assert_eq!(values("([0-9.]+) auc", b"reached 0.93. auc"), [0.93]);
}

#[test]
fn a_bare_word_finds_its_own_number_only() {
    let log = b"roc_auc = 0.7, auc = 0.6, \"auc\": 0.5, auc:0.4\nauc=1e-3 aucs=9 auc = nan";
    let found = values("auc", log);
    assert_eq!(found[..4], [0.6, 0.5, 0.4, 1e-3]);
    assert!(found[4].is_nan() && found.len() == 5);
}

#[test]
fn invalid_utf8_does_not_hide_the_rest() {
    assert_eq!(values("loss=([0-9.]+)", b"\xff\xfe\x80 loss=0.25 \xc3\nloss=0.5"), [0.25, 0.5]);
}

#[test]
fn very_long_lines_lose_and_double_nothing() {
    let mut log = Vec::new();
    let mut expected = Vec::new();
    for i in 0..20_000 {
        log.extend_from_slice(format!("filler filler {i} loss={i}.5 ").as_bytes());
        expected.push(f64::from(i) + 0.5);
    }
    assert!(log.len() > 500_000 && !log.contains(&b'\n'));
    for piece in [1000, 65_536, usize::MAX] {
        let mut e = extractor(&[("loss", "loss=([0-9.]+)")]);
        let found: Vec<f64> = read(&mut e, &log, piece).into_iter().map(|p| p.value).collect();
        assert_eq!(found, expected, "pieces of {piece}");
    }
}

#[test]
fn look_around_works_and_cannot_hang() {
    assert_eq!(values(r"(?<!val_)loss=([0-9.]+)", b"val_loss=1 loss=2"), [2.0]);
    let hostile = format!("{}!", "a".repeat(20_000));
    assert_eq!(values(r"(?=(a+)+b)(a+)c", hostile.as_bytes()), [0.0; 0]);
}

#[test]
fn braces_as_python_takes_them() {
    assert_eq!(values(r#"{"loss": ([0-9.]+)}"#, br#"{"loss": 0.5}"#), [0.5]);
}

#[test]
fn a_group_without_a_number_is_remembered() {
    let mut e = extractor(&[("loss", "loss=(\\w+)")]);
    assert!(read(&mut e, b"a\nloss=high\n", 4).is_empty());
    let misread = e.misread().expect("a match without a number");
    assert_eq!((misread.line, misread.text.as_str()), (2, "high"));
}

#[test]
fn bad_definitions_say_what_to_do() {
    let refused = |definitions: &[(&str, &str)]| {
        let definitions = definitions.iter().map(|(n, p)| MetricDefinition::new(*n, *p)).collect();
        MetricSet::new(definitions).expect_err("refused").to_string()
    };
    let text = refused(&[("loss", r"loss = [0-9\.]+")]);
    assert!(
        text.contains(r"metric `loss`: the regex `loss = [0-9\.]+` has no group")
            && text.contains(r"loss = ([0-9\.]+)"),
        "{text}"
    );
    let text = refused(&[("loss", r"loss = ([0-9\.]+")]);
    assert!(text.contains("is not valid: unclosed group"), "{text}");
    assert!(refused(&[("a", "a=(.)"), ("a", "b=(.)")]).contains("metric `a`: is defined twice"));
}

#[test]
fn points_survive_json_even_when_not_finite() {
    for value in [1.5, f64::INFINITY, f64::NEG_INFINITY] {
        let point = MetricPoint { metric: 0, step: 1, at_ms: 2, line: 3, value };
        let json = serde_json::to_string(&point).expect("json");
        assert_eq!(serde_json::from_str::<MetricPoint>(&json).expect("its own json"), point);
    }
}

proptest! {
    #[test]
    fn pieces_do_not_matter(lines in prop::collection::vec(("[a-z =]{0,20}", 0u32..1000, any::<bool>()), 0..30), piece in 1usize..50) {
        let mut log = String::new();
        for (text, number, carriage) in &lines {
            let end = if *carriage { "\r" } else { "\n" };
            log.extend([text, " loss=", &number.to_string(), end]);
        }
        let whole = read(&mut extractor(&[("loss", "loss=([0-9]+)")]), log.as_bytes(), usize::MAX);
        let pieces = read(&mut extractor(&[("loss", "loss=([0-9]+)")]), log.as_bytes(), piece);
        prop_assert_eq!(whole.len(), lines.len());
        let key = |p: &MetricPoint| (p.metric, p.step, p.line, p.value.to_bits());
        prop_assert_eq!(whole.iter().map(key).collect::<Vec<_>>(), pieces.iter().map(key).collect::<Vec<_>>());
    }

    #[test]
    fn no_pattern_or_log_makes_it_panic(pattern in "\\PC{0,30}", log in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(set) = MetricSet::new(vec![MetricDefinition::new("m", pattern)]) {
            read(&mut Extractor::new(set), &log, 11);
        }
    }
}
