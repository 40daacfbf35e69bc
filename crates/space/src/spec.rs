//! The short spelling of a domain, as on the command line: `log:1e-5..1e-1`, `32..512`, `Adam,SGD`.

use crate::{Domain, Scale, Value};

/// Why a short spelling could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot read `{spec}`: {reason}")]
pub struct SpecError {
    /// The text as given.
    pub spec: String,
    /// What is wrong and what would be right.
    pub reason: String,
}

/// Reads the short spelling of a domain.
///
/// | spelling | meaning |
/// |---|---|
/// | `1e-5..1e-1` | real range, linear |
/// | `32..512` | whole numbers, because both ends are written so |
/// | `int:1..10`, `float:1..10` | says the type outright |
/// | `log:1e-5..1e-1`, `revlog:0..0.999` | with a scale; `log:int:1..1024` combines |
/// | `0..1/0.05` | with a step |
/// | `Adam,SGD` | choices; numbers stay numbers |
/// | `bool` | true or false |
pub fn parse_spec(spec: &str) -> Result<Domain, SpecError> {
    let fail = |reason: &str| SpecError { spec: spec.to_owned(), reason: reason.to_owned() };
    let mut rest = spec.trim();
    let (mut scale, mut whole) = (None, None);
    while let Some((prefix, tail)) = rest.split_once(':') {
        match prefix {
            "log" => scale = Some(Scale::Log),
            "revlog" | "reverse-log" => scale = Some(Scale::ReverseLog),
            "linear" => scale = Some(Scale::Linear),
            "int" => whole = Some(true),
            "float" => whole = Some(false),
            _ => break,
        }
        rest = tail;
    }
    if rest == "bool" {
        return Ok(Domain::Bool);
    }
    let Some((low, high)) = rest.split_once("..") else {
        if scale.is_some() || whole.is_some() {
            return Err(fail("a scale or number type needs a range such as 1e-5..1e-1"));
        }
        return choices(rest).ok_or_else(|| fail("expected a range such as 1e-5..1e-1 or choices such as Adam,SGD"));
    };
    let high = high.strip_prefix('=').unwrap_or(high);
    let (high, step) = high.split_once('/').map_or((high, None), |(h, s)| (h, Some(s)));
    let whole = whole.unwrap_or_else(|| [Some(low), Some(high), step].into_iter().flatten().all(is_whole));
    let scale = scale.unwrap_or_default();
    if whole {
        let int = |text: &str| {
            text.trim().parse::<i64>().map_err(|_| fail(&format!("`{}` is not a whole number", text.trim())))
        };
        Ok(Domain::Int { low: int(low)?, high: int(high)?, scale, step: step.map(int).transpose()? })
    } else {
        let float =
            |text: &str| text.trim().parse::<f64>().map_err(|_| fail(&format!("`{}` is not a number", text.trim())));
        Ok(Domain::Float { low: float(low)?, high: float(high)?, scale, step: step.map(float).transpose()? })
    }
}

fn is_whole(text: &str) -> bool {
    text.trim().parse::<i64>().is_ok()
}

fn choices(text: &str) -> Option<Domain> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    // Brackets are how files write ranges; as choices they would be texts that nobody wants.
    if parts.iter().any(|p| p.is_empty()) || text.starts_with(['[', '(', '{']) {
        return None;
    }
    Some(Domain::Choice { choices: parts.into_iter().map(Value::parse).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_of_the_manual() {
        let read = |s: &str| parse_spec(s).expect(s);
        assert_eq!(read("1e-5..1e-1"), Domain::float(1e-5, 1e-1));
        assert_eq!(read("32..512"), Domain::int(32, 512));
        assert_eq!(read("float:1..10"), Domain::float(1.0, 10.0));
        assert_eq!(read("log:1e-5..1e-1"), Domain::float(1e-5, 1e-1).with_scale(Scale::Log));
        assert_eq!(read("log:1..1024"), Domain::int(1, 1024).with_scale(Scale::Log));
        assert_eq!(read("revlog:0..0.999"), Domain::float(0.0, 0.999).with_scale(Scale::ReverseLog));
        assert_eq!(read("0..1/0.05"), Domain::Float { low: 0.0, high: 1.0, scale: Scale::Linear, step: Some(0.05) });
        assert_eq!(read("0..100/5"), Domain::Int { low: 0, high: 100, scale: Scale::Linear, step: Some(5) });
        assert_eq!(read("Adam,SGD"), Domain::choice(["Adam", "SGD"]));
        assert_eq!(read("16,32"), Domain::Choice { choices: vec![Value::Int(16), Value::Int(32)] });
        assert_eq!(read("bool"), Domain::Bool);
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for (spec, part) in [
            ("1..x", "`x` is not a number"),
            ("int:1.5..3", "`1.5` is not a whole number"),
            ("log:Adam,SGD", "needs a range"),
            ("Adam,,SGD", "choices such as"),
            ("[1e-5,1e-1]", "expected a range such as 1e-5..1e-1"),
            ("", "choices such as"),
        ] {
            let error = parse_spec(spec).expect_err(spec).to_string();
            assert!(error.contains(part), "{error}");
        }
    }
}
