// Names for what pages show.
import type { Schemas } from "./client";

export type JobSummary = Schemas["JobSummary"];
export type JobDetail = Schemas["JobDetail"];
export type JobConfig = Schemas["JobConfig"];
export type JobChange = Schemas["JobChange"];
export type JobsChange = Schemas["JobsChange"];
export type ParameterInfo = Schemas["ParameterInfo"];
export type TrialLine = Schemas["TrialLine"];
export type TrialPage = Schemas["TrialPage"];
export type TrialDetail = Schemas["TrialDetail"];
export type Progress = Schemas["Progress"];
export type Curves = Schemas["Curves"];
export type Parallel = Schemas["Parallel"];
export type Timeline = Schemas["Timeline"];
export type Proposals = Schemas["Proposals"];
export type Insight = Schemas["InsightView"];
export type ParameterView = Schemas["ParameterView"];
export type PairView = Schemas["PairView"];
export type LogPiece = Schemas["LogPiece"];
export type Match = Schemas["Match"];
export type Endpoint = Schemas["EndpointInfo"];
export type Variant = Schemas["VariantInfo"];
export type Preview = Schemas["Preview"];
export type Samples = Schemas["Samples"];
export type Findings = Schemas["Findings"];
export type Source = Schemas["Source"];
