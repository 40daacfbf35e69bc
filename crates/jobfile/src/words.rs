//! Words for rules, and back.

use tunesmith_study::{EarlyStopping, RetryOn};

/// An early-stopping rule as users write it.
pub fn early_stop(text: &str) -> Result<EarlyStopping, String> {
    match text {
        "off" => Ok(EarlyStopping::Off),
        "median" => Ok(EarlyStopping::Median),
        "curve" => Ok(EarlyStopping::Curve),
        rungs if rungs.starts_with("rungs:") => {
            let ends = rungs.trim_start_matches("rungs:").split_once("..");
            let ends = ends.and_then(|(first, last)| Some((first.parse().ok()?, last.parse().ok()?)));
            let (first, last) = ends.ok_or_else(|| format!("`{rungs}` names no epochs; write rungs:1..81"))?;
            Ok(EarlyStopping::Rungs { first, last })
        }
        _ => Err("expected curve, median, rungs:FIRST..LAST or off".into()),
    }
}

/// What is worth another attempt, as users write it.
pub fn retry_on(text: &str) -> Result<RetryOn, String> {
    match text {
        "never" => Ok(RetryOn::Never),
        "infrastructure" => Ok(RetryOn::Infrastructure),
        "failure" => Ok(RetryOn::Failure),
        codes => {
            let codes: Result<Vec<i32>, _> = codes.split(',').map(|c| c.trim().parse()).collect();
            codes
                .map(RetryOn::ExitCodes)
                .map_err(|_| "expected never, infrastructure, failure, or exit codes such as 75,137".into())
        }
    }
}

/// The word that [`early_stop`] reads.
pub fn early_stop_word(rule: &EarlyStopping) -> String {
    match rule {
        EarlyStopping::Off => "off".to_owned(),
        EarlyStopping::Median => "median".to_owned(),
        EarlyStopping::Curve => "curve".to_owned(),
        EarlyStopping::Rungs { first, last } => format!("rungs:{first}..{last}"),
    }
}

/// The word that [`retry_on`] reads.
pub(crate) fn retry_on_word(rule: &RetryOn) -> String {
    match rule {
        RetryOn::Never => "never".to_owned(),
        RetryOn::Infrastructure => "infrastructure".to_owned(),
        RetryOn::Failure => "failure".to_owned(),
        RetryOn::ExitCodes(codes) => codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(","),
    }
}

/// The words of a shell line; or what is wrong with it.
pub fn words_of(line: &str) -> Result<Vec<String>, String> {
    shell_words::split(line).map_err(|_| format!("a quote in `{line}` is not closed"))
}
