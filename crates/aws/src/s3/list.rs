//! Listing the objects of a bucket, in both versions.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use s3s::dto as m;
use s3s::{S3Result, s3_error};
use tunesmith_objects::{Listing, ListingQuery, Object};

use super::errors::told;
use super::{Backend, etag, timestamp};
use crate::wire::percent_encode;

/// Most that a page holds.
const MOST: i32 = 1000;

impl Backend {
    pub(super) async fn list_by_marker(&self, input: m::ListObjectsInput) -> S3Result<m::ListObjectsOutput> {
        self.check_owner(input.expected_bucket_owner.as_ref())?;
        let max_keys = page(input.max_keys)?;
        let query = ListingQuery {
            prefix: input.prefix.clone().unwrap_or_default(),
            delimiter: input.delimiter.clone(),
            after: input.marker.clone().unwrap_or_default(),
            limit: max_keys as usize,
        };
        let listing = self.listed(&input.bucket, &query).await?;
        let spell = Spelling::of(input.encoding_type.as_ref());
        Ok(m::ListObjectsOutput {
            name: Some(input.bucket),
            prefix: Some(spell.text(&query.prefix)),
            marker: Some(spell.text(&query.after)),
            max_keys: Some(max_keys),
            is_truncated: Some(listing.next.is_some()),
            next_marker: listing.next.as_deref().map(|n| spell.text(n)),
            contents: Some(listing.objects.iter().map(|o| object(o, spell)).collect()),
            common_prefixes: Some(prefixes(&listing, spell)),
            delimiter: input.delimiter.map(|d| spell.text(&d)),
            encoding_type: input.encoding_type,
            ..m::ListObjectsOutput::default()
        })
    }

    pub(super) async fn list_by_token(&self, input: m::ListObjectsV2Input) -> S3Result<m::ListObjectsV2Output> {
        self.check_owner(input.expected_bucket_owner.as_ref())?;
        let max_keys = page(input.max_keys)?;
        let after = match &input.continuation_token {
            Some(token) => URL_SAFE_NO_PAD
                .decode(token)
                .ok()
                .and_then(|bytes| String::from_utf8(bytes).ok())
                .ok_or_else(|| s3_error!(InvalidArgument, "The continuation token provided is incorrect"))?,
            None => input.start_after.clone().unwrap_or_default(),
        };
        let query = ListingQuery {
            prefix: input.prefix.clone().unwrap_or_default(),
            delimiter: input.delimiter.clone(),
            after,
            limit: max_keys as usize,
        };
        let listing = self.listed(&input.bucket, &query).await?;
        let spell = Spelling::of(input.encoding_type.as_ref());
        Ok(m::ListObjectsV2Output {
            name: Some(input.bucket),
            prefix: Some(spell.text(&query.prefix)),
            max_keys: Some(max_keys),
            key_count: Some((listing.objects.len() + listing.prefixes.len()) as i32),
            continuation_token: input.continuation_token,
            is_truncated: Some(listing.next.is_some()),
            next_continuation_token: listing.next.as_ref().map(|n| URL_SAFE_NO_PAD.encode(n)),
            contents: Some(listing.objects.iter().map(|o| object(o, spell)).collect()),
            common_prefixes: Some(prefixes(&listing, spell)),
            delimiter: input.delimiter.map(|d| spell.text(&d)),
            start_after: input.start_after.map(|s| spell.text(&s)),
            encoding_type: input.encoding_type,
            ..m::ListObjectsV2Output::default()
        })
    }

    async fn listed(&self, bucket: &str, query: &ListingQuery) -> S3Result<Listing> {
        if query.limit == 0 {
            self.objects()?.bucket(bucket).await.map_err(told)?;
            return Ok(Listing::default());
        }
        self.objects()?.list(bucket, query).await.map_err(told)
    }
}

fn page(max_keys: Option<i32>) -> S3Result<i32> {
    match max_keys.unwrap_or(MOST) {
        n @ 0.. => Ok(n.min(MOST)),
        _ => Err(s3_error!(InvalidArgument, "max-keys must be 0 or more")),
    }
}

/// How texts are written that may hold what XML cannot.
#[derive(Clone, Copy)]
pub(super) struct Spelling {
    encoded: bool,
}

impl Spelling {
    pub(super) fn of(wanted: Option<&m::EncodingType>) -> Self {
        Self { encoded: wanted.is_some_and(|w| w.as_str() == m::EncodingType::URL) }
    }

    pub(super) fn text(self, text: &str) -> String {
        if self.encoded { percent_encode(text, true) } else { text.to_owned() }
    }
}

fn object(object: &Object, spell: Spelling) -> m::Object {
    m::Object {
        key: Some(spell.text(&object.key)),
        size: Some(object.size as i64),
        e_tag: Some(etag(&object.etag)),
        last_modified: Some(timestamp(object.modified_ms)),
        storage_class: Some(m::ObjectStorageClass::from_static(m::ObjectStorageClass::STANDARD)),
        ..m::Object::default()
    }
}

fn prefixes(listing: &Listing, spell: Spelling) -> Vec<m::CommonPrefix> {
    listing.prefixes.iter().map(|p| m::CommonPrefix { prefix: Some(spell.text(p)) }).collect()
}
