//! Whether there is a container engine, and the image.

use tunesmith_containers::Containers;

use super::options::ContainerOptions;
use crate::doctor::Finding;
use crate::run::Place;

/// Looks for the engine and the image.
pub(crate) async fn examine(place: Place) -> Vec<Finding> {
    let read = ContainerOptions::read(&place.options).and_then(|options| Ok((options.socket()?, options)));
    let (socket, options) = match read {
        Ok(found) => found,
        Err(reason) => return vec![Finding::bad("the settings", reason)],
    };
    let about = async {
        let engine = Containers::connect(&socket).await?;
        Ok((engine.version().await?, engine))
    };
    let (version, engine) = match about.await {
        Ok(found) => found,
        Err(error) => {
            let error: tunesmith_containers::ContainerError = error;
            return vec![Finding::bad("the container engine", format!("{}: {}", socket.display(), error.text()))];
        }
    };
    let mut findings = vec![Finding::good("the container engine", format!("{version} at {}", socket.display()))];
    let image = options.image.as_deref().unwrap_or_default();
    findings.push(match engine.has_image(image).await {
        Ok(true) => Finding::good("the image", format!("{image} is there")),
        Ok(false) if options.pulls() => Finding::good("the image", format!("{image} is not there and will be fetched")),
        Ok(false) => Finding::bad("the image", format!("there is no {image}, and pull = \"never\"")),
        Err(error) => Finding::bad("the image", error.text()),
    });
    findings
}
