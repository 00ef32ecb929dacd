import { Evidence, Refusal } from './Evidence';

/** Everything that admission refused: our own applies, and what controllers tried to create. */
export function refused({
  context: { failure },
  refusals,
  model,
}: Evidence): Refusal[] {
  return [
    ...(failure?.type === 'Denied' ? [failure] : []),
    ...refusals,
    ...(model?.reason === 'FailedCreate' && model.message
      ? [{ object: model.object, message: model.message }]
      : []),
  ];
}

/** The first refusal whose message matches. */
export function refusedWith(
  evidence: Evidence,
  pattern: RegExp,
): { refusal: Refusal; match: RegExpExecArray } | undefined {
  for (const refusal of refused(evidence)) {
    const match = pattern.exec(refusal.message);
    if (match) return { refusal, match };
  }
  return undefined;
}
