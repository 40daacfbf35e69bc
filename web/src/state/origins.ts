// Who proposes points, for people.

const WHY: Record<string, string> = {
  model: "the model: where a gain can be expected most",
  bound: "the model: where the best may well be, tried beside others that run",
  design: "spread over the space, before there is a model",
  centre: "the middle of the space",
  given: "given by whoever made the job",
  random: "by chance, evenly spread",
  repeat: "tried again, to tell merit from luck",
};

export function whyProposed(origin: string): string {
  return WHY[origin] ?? origin;
}
