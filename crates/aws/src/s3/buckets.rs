//! Buckets.

use s3s::S3Result;
use s3s::dto as m;
use s3s::region::Region;

use tunesmith_objects::ObjectError;

use super::errors::told;
use super::{Backend, timestamp};

const OLDEST: &str = "us-east-1";
/// Buckets of a page.
const MOST: usize = 10_000;

impl Backend {
    /// In the order of their names, from the one after which the last page ended.
    pub(super) async fn all_buckets(&self, input: m::ListBucketsInput) -> S3Result<m::ListBucketsOutput> {
        let prefix = input.prefix.clone().unwrap_or_default();
        let after = input.continuation_token.unwrap_or_default();
        let mut buckets = self.objects()?.buckets().await.map_err(told)?;
        buckets.retain(|b| b.name.starts_with(&prefix) && b.name > after);
        buckets.sort_by(|a, b| a.name.cmp(&b.name));
        let most = input.max_buckets.map_or(MOST, |n| n.clamp(1, MOST as i32) as usize);
        let next = (buckets.len() > most).then(|| buckets[most - 1].name.clone());
        buckets.truncate(most);
        let bucket = |b: tunesmith_objects::Bucket| m::Bucket {
            name: Some(b.name),
            creation_date: Some(timestamp(b.created_ms)),
            ..m::Bucket::default()
        };
        Ok(m::ListBucketsOutput {
            buckets: Some(buckets.into_iter().map(bucket).collect()),
            owner: Some(m::Owner { id: Some(self.account.clone()), display_name: None }),
            continuation_token: next,
            prefix: input.prefix,
        })
    }

    pub(super) async fn make_bucket(
        &self,
        input: &m::CreateBucketInput,
        region: Option<&Region>,
    ) -> S3Result<m::CreateBucketOutput> {
        match self.objects()?.create_bucket(&input.bucket, self.now_ms()).await {
            // In the oldest region one's own bucket can be made again, and clients count on it.
            Err(ObjectError::BucketExists(_)) if region.is_none_or(|r| r.as_str() == OLDEST) => {}
            made => made.map_err(told)?,
        }
        Ok(m::CreateBucketOutput { location: Some(format!("/{}", input.bucket)) })
    }

    pub(super) async fn about_bucket(
        &self,
        input: &m::HeadBucketInput,
        region: Option<&Region>,
    ) -> S3Result<m::HeadBucketOutput> {
        self.check_owner(input.expected_bucket_owner.as_ref())?;
        self.objects()?.bucket(&input.bucket).await.map_err(told)?;
        // A bucket is in whichever region it is asked for.
        Ok(m::HeadBucketOutput { bucket_region: region.map(ToString::to_string), ..m::HeadBucketOutput::default() })
    }

    pub(super) async fn bucket_location(
        &self,
        input: &m::GetBucketLocationInput,
    ) -> S3Result<m::GetBucketLocationOutput> {
        self.check_owner(input.expected_bucket_owner.as_ref())?;
        self.objects()?.bucket(&input.bucket).await.map_err(told)?;
        Ok(m::GetBucketLocationOutput::default())
    }

    pub(super) async fn remove_bucket(&self, input: &m::DeleteBucketInput) -> S3Result<m::DeleteBucketOutput> {
        self.check_owner(input.expected_bucket_owner.as_ref())?;
        self.objects()?.delete_bucket(&input.bucket).await.map_err(told)?;
        Ok(m::DeleteBucketOutput::default())
    }
}
