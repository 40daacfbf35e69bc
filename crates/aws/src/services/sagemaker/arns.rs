//! Amazon resource names.

/// Account and region, which every name starts with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Region<'a> {
    pub(crate) account: &'a str,
    pub(crate) region: &'a str,
}

impl Region<'_> {
    pub(crate) fn tuning_job(self, name: &str) -> String {
        self.of("hyper-parameter-tuning-job", name)
    }

    pub(crate) fn training_job(self, name: &str) -> String {
        self.of("training-job", name)
    }

    pub(crate) fn model(self, name: &str) -> String {
        self.of("model", name)
    }

    pub(crate) fn endpoint_config(self, name: &str) -> String {
        self.of("endpoint-config", name)
    }

    pub(crate) fn endpoint(self, name: &str) -> String {
        self.of("endpoint", name)
    }

    fn of(self, kind: &str, name: &str) -> String {
        format!("arn:aws:sagemaker:{}:{}:{kind}/{}", self.region, self.account, name.to_lowercase())
    }
}

/// Kind and name of a resource, from its ARN.
pub(crate) fn resource(arn: &str) -> Option<(&str, &str)> {
    let resource = arn.splitn(6, ':').nth(5).filter(|_| arn.starts_with("arn:"))?;
    resource.split_once('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_and_taken_apart() {
        let region = Region { account: "123456789012", region: "eu-west-1" };
        let arn = region.training_job("My-Job");
        assert_eq!(arn, "arn:aws:sagemaker:eu-west-1:123456789012:training-job/my-job");
        assert_eq!(resource(&arn), Some(("training-job", "my-job")));
        assert_eq!(resource("arn:aws:sagemaker"), None);
    }
}
