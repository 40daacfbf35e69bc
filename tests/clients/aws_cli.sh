#!/usr/bin/env bash
# The AWS CLI, as a user types it. `aws` and `python3` must be on the PATH.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bucket=cli-test-123456789012
role=arn:aws:iam::123456789012:role/SageMakerRole
image=763104351884.dkr.ecr.us-east-1.amazonaws.com/tensorflow-training:2.14-cpu-py310
export AWS_PAGER= AWS_DEFAULT_OUTPUT=json

say() { printf '[%3d s] %s\n' "$SECONDS" "$*"; }
die() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }
is() { [ "$1" = "$2" ] || die "$3: expected '$2', found '$1'"; }
has() { case "$1" in *"$2"*) ;; *) die "$3: '$2' is not in: $1" ;; esac; }
# Runs a command that must fail, and shows what it said.
refused() { local said; if said=$("$@" 2>&1); then die "accepted: $*"; fi; printf '%s' "$said"; }

say sts
is "$(aws sts get-caller-identity --query Account --output text)" 123456789012 'account'

say s3
aws s3 mb "s3://$bucket"
mkdir -p files/sub source
PYTHONPATH="$here${PYTHONPATH:+:$PYTHONPATH}" python3 -c 'import dataset; dataset.write(".")'
cp training_file.csv files/one.csv
printf 'second\n' > 'files/sub/two words.txt'
printf 'third\n' > files/sub/three.log
head -c 12000000 /dev/urandom > big.bin
aws s3 cp training_file.csv "s3://$bucket/my/training_file.csv" --only-show-errors
aws s3 cp test_file.csv "s3://$bucket/my/test_file.csv" --only-show-errors
aws s3 cp big.bin "s3://$bucket/big.bin" --only-show-errors
aws s3 cp "s3://$bucket/big.bin" big.back --only-show-errors
cmp big.bin big.back || die 'the file of 12 MB came back changed'
aws s3 cp "s3://$bucket/big.bin" "s3://$bucket/copy.bin" --only-show-errors
aws s3 cp "s3://$bucket/my/test_file.csv" - | cmp - test_file.csv || die 'the streamed file is not the same'
printf 'from a pipe' | aws s3 cp - "s3://$bucket/piped"
is "$(aws s3 cp "s3://$bucket/piped" -)" 'from a pipe' 'piped object'
has "$(aws s3 ls)" "$bucket" 'list of buckets'
has "$(aws s3 ls "s3://$bucket/")" 'PRE my/' 'list of a bucket'
is "$(aws s3 ls "s3://$bucket/" --recursive --summarize | sed -n 's/.*Total Objects: //p')" 5 'objects'
aws s3 sync files "s3://$bucket/files" --only-show-errors --exclude '*.log'
is "$(aws s3 sync files "s3://$bucket/files" --exclude '*.log')" '' 'a second sync has nothing to do'
aws s3 sync "s3://$bucket/files" back --only-show-errors
cmp 'files/sub/two words.txt' 'back/sub/two words.txt' || die 'sync changed a file'
[ ! -e back/sub/three.log ] || die 'sync took an excluded file'
rm files/one.csv
aws s3 sync files "s3://$bucket/files" --delete --only-show-errors --exclude '*.log'
is "$(aws s3 ls "s3://$bucket/files/" --recursive | wc -l | tr -d ' ')" 1 'objects after sync --delete'
aws s3 mv "s3://$bucket/piped" "s3://$bucket/moved" --only-show-errors
has "$(refused aws s3 cp "s3://$bucket/piped" -)" 404 'an object that was moved away'
aws s3 rm "s3://$bucket/moved" --only-show-errors
aws s3 rm "s3://$bucket/files" --recursive --only-show-errors
is "$(aws s3api list-objects-v2 --bucket "$bucket" --query 'Contents[].Key' --output text)" \
   "$(printf 'big.bin\tcopy.bin\tmy/test_file.csv\tmy/training_file.csv')" 'objects that are left'
has "$(refused aws s3 rb "s3://$bucket")" BucketNotEmpty 'a bucket with objects'

say 'create-hyper-parameter-tuning-job'
cp "$here/training/model.py" source/model.py
tar -C source -czf sourcedir.tar.gz model.py
aws s3 cp sourcedir.tar.gz "s3://$bucket/source/sourcedir.tar.gz" --only-show-errors
cat > definition.json <<JSON
{
  "AlgorithmSpecification": {
    "TrainingImage": "$image", "TrainingInputMode": "File",
    "MetricDefinitions": [{"Name": "ROC-AUC", "Regex": "roc_auc = ([0-9\\\\.]+)"},
                          {"Name": "PR-AUC", "Regex": "pr_auc = ([0-9\\\\.]+)"}]},
  "RoleArn": "$role",
  "InputDataConfig": [
    {"ChannelName": "training", "DataSource": {"S3DataSource": {
      "S3DataType": "S3Prefix", "S3Uri": "s3://$bucket/my/training_file.csv"}}},
    {"ChannelName": "test", "DataSource": {"S3DataSource": {
      "S3DataType": "S3Prefix", "S3Uri": "s3://$bucket/my/test_file.csv"}}}],
  "OutputDataConfig": {"S3OutputPath": "s3://$bucket/output"},
  "ResourceConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 10},
  "StoppingCondition": {"MaxRuntimeInSeconds": 600}
}
JSON
cat > search.json <<JSON
{
  "HyperParameterTuningJobName": "cli-search",
  "HyperParameterTuningJobConfig": {
    "Strategy": "Bayesian",
    "HyperParameterTuningJobObjective": {"Type": "Maximize", "MetricName": "PR-AUC"},
    "ResourceLimits": {"MaxNumberOfTrainingJobs": 4, "MaxParallelTrainingJobs": 2},
    "ParameterRanges": {
      "ContinuousParameterRanges": [{"Name": "learning_rate", "MinValue": "0.00001", "MaxValue": "0.1"}],
      "IntegerParameterRanges": [{"Name": "number_nodes", "MinValue": "32", "MaxValue": "512"}],
      "CategoricalParameterRanges": [{"Name": "optimizer", "Values": ["Adam", "SGD"]}]}
  },
  "TrainingJobDefinition": $(python3 - <<'PYTHON'
import json
definition = json.load(open('definition.json'))
definition['StaticHyperParameters'] = {
    'number_layers': '2', 'sagemaker_program': '"model.py"',
    'sagemaker_submit_directory': '"s3://cli-test-123456789012/source/sourcedir.tar.gz"'}
print(json.dumps(definition))
PYTHON
)
}
JSON
is "$(aws sagemaker create-hyper-parameter-tuning-job --cli-input-json file://search.json \
      --query HyperParameterTuningJobArn --output text)" \
   arn:aws:sagemaker:us-east-1:123456789012:hyper-parameter-tuning-job/cli-search 'ARN of the search'
has "$(refused aws sagemaker create-hyper-parameter-tuning-job --cli-input-json file://search.json)" ResourceInUse \
    'the same name again'
# There is no waiter for tuning jobs.
for _ in $(seq 60); do
  status=$(aws sagemaker describe-hyper-parameter-tuning-job --hyper-parameter-tuning-job-name cli-search \
           --query HyperParameterTuningJobStatus --output text)
  [ "$status" = InProgress ] || break
  sleep 0.5
done
is "$status" Completed 'status of the search'

say 'describe and list'
describe() {
  aws sagemaker describe-hyper-parameter-tuning-job --hyper-parameter-tuning-job-name cli-search --output text \
      --query "$1"
}
is "$(describe TrainingJobStatusCounters.Completed)" 4 'completed jobs'
best=$(describe BestTrainingJob.TrainingJobName)
objective=$(describe BestTrainingJob.FinalHyperParameterTuningJobObjectiveMetric.Value)
is "$(aws sagemaker list-training-jobs-for-hyper-parameter-tuning-job --hyper-parameter-tuning-job-name cli-search \
      --sort-by FinalObjectiveMetricValue --sort-order Descending \
      --query 'TrainingJobSummaries[0].TrainingJobName' --output text)" "$best" 'the first by its objective'
is "$(aws sagemaker list-training-jobs-for-hyper-parameter-tuning-job --hyper-parameter-tuning-job-name cli-search \
      --page-size 1 --query 'length(TrainingJobSummaries)')" 4 'jobs in pages of one'
has "$(aws sagemaker list-hyper-parameter-tuning-jobs --status-equals Completed --sort-by CreationTime \
       --query 'HyperParameterTuningJobSummaries[].HyperParameterTuningJobName' --output text)" cli-search 'searches'
has "$(refused aws sagemaker describe-hyper-parameter-tuning-job --hyper-parameter-tuning-job-name nothing)" \
    ResourceNotFound 'a search that is not there'
has "$(refused aws sagemaker stop-hyper-parameter-tuning-job --hyper-parameter-tuning-job-name cli-search)" \
    ValidationException 'stopping what has ended'

say 'create-training-job and wait'
for name in first second; do
  aws sagemaker create-training-job --training-job-name "cli-$name" \
      --cli-input-json file://definition.json --output text --query TrainingJobArn \
      --hyper-parameters '{"sagemaker_program": "\"model.py\"", "number_nodes": "40", "epochs": "'$([ $name = first ] && echo 4 || echo 500)'", "pause": "'$([ $name = first ] && echo 0 || echo 0.2)'", "sagemaker_submit_directory": "\"s3://'$bucket'/source/sourcedir.tar.gz\""}'
done
# The waiter of the CLI looks at once and then every two minutes; so wait here, and let it find the job ended.
ended() {
  for _ in $(seq 60); do
    case $(aws sagemaker describe-training-job --training-job-name "$1" --query TrainingJobStatus --output text) in
      Completed|Failed|Stopped) return ;;
    esac
    sleep 0.5
  done
  die "$1 does not end"
}
ended cli-first
aws sagemaker wait training-job-completed-or-stopped --training-job-name cli-first
aws sagemaker stop-training-job --training-job-name cli-second
ended cli-second
aws sagemaker wait training-job-completed-or-stopped --training-job-name cli-second
is "$(aws sagemaker list-training-jobs --name-contains cli- --status-equals Stopped \
      --query 'TrainingJobSummaries[].TrainingJobName' --output text)" cli-second 'stopped jobs'

say 'logs, metrics and the model'
stream=$(aws logs describe-log-streams --log-group-name /aws/sagemaker/TrainingJobs \
         --log-stream-name-prefix "$best/" --query 'logStreams[0].logStreamName' --output text)
log=$(aws logs get-log-events --log-group-name /aws/sagemaker/TrainingJobs --log-stream-name "$stream" \
      --start-from-head --query 'events[].message' --output text)
is "$(printf '%s' "$log" | tr '\t' '\n' | grep -c 'Saving dict')" 8 'evaluations in the log'
# The objective is a 32-bit number: it is compared as far as those reach.
printed=$(printf '%s' "$log" | tr '\t' '\n' | sed -n 's/.*pr_auc = \([0-9.]*\).*/\1/p' | tail -n 1)
is "$(printf '%.5f' "$objective")" "$(printf '%.5f' "$printed")" 'objective in the log'
is "$(aws logs filter-log-events --log-group-name /aws/sagemaker/TrainingJobs --log-stream-name-prefix "$best/" \
      --filter-pattern '"Saving dict"' --query 'length(events)')" 8 'filtered events'
times=$(aws sagemaker describe-training-job --training-job-name "$best" \
        --query '[TrainingStartTime, TrainingEndTime]' --output text)
is "$(aws cloudwatch get-metric-statistics --namespace /aws/sagemaker/TrainingJobs --metric-name PR-AUC \
      --dimensions "Name=TrainingJobName,Value=$best" --period 60 --statistics Average \
      --start-time "$(printf '%s' "$times" | cut -f1)" --end-time "$(date -u -d '+1 minute' +%Y-%m-%dT%H:%M:%SZ)" \
      --query 'length(Datapoints)')" 8 'points of the curve'
model=$(aws sagemaker describe-training-job --training-job-name "$best" \
        --query ModelArtifacts.S3ModelArtifacts --output text)
aws s3 cp "$model" model.tar.gz --only-show-errors
has "$(tar -tzf model.tar.gz)" model.json 'content of the model'

say 'tags and delete'
arn=$(describe HyperParameterTuningJobArn)
aws sagemaker add-tags --resource-arn "$arn" --tags Key=team,Value=search > /dev/null
is "$(aws sagemaker list-tags --resource-arn "$arn" --query 'Tags[0].Value' --output text)" search 'tag'
aws sagemaker delete-hyper-parameter-tuning-job --hyper-parameter-tuning-job-name cli-search
sleep 1
has "$(refused aws sagemaker describe-hyper-parameter-tuning-job --hyper-parameter-tuning-job-name cli-search)" \
    ResourceNotFound 'a search that was deleted'
aws s3 rb "s3://$bucket" --force > /dev/null
has "$(refused aws s3 ls "s3://$bucket")" NoSuchBucket 'a bucket that was removed'
say passed
