import { DOWNLOAD_CONTAINER } from '../../render/modelSource';
import { Cause } from '../Cause';
import { hasFailed, lastEnd, sickContainer } from '../containers';

/** The model could not be downloaded or loaded. Source: the downloader, else KServe's `lastFailureInfo`. */
export const modelLoadFailed: Cause = {
  reason: 'ModelLoadFailed',
  phase: 'Failed',
  stage: 'Started',
  find: evidence => {
    const sick = sickContainer(
      evidence,
      container =>
        container.name === DOWNLOAD_CONTAINER && hasFailed(container),
    );
    if (sick) {
      return {
        summary: 'The model could not be downloaded.',
        object: sick.object,
        evidence:
          lastEnd(sick.container)?.message ?? sick.container.waiting?.message,
        fixes: [
          { text: 'Check the address of the model, and who may read it' },
        ],
      };
    }
    const { model } = evidence;
    return model?.reason === 'ModelLoadFailed'
      ? {
          summary: 'The runtime could not load the model.',
          object: model.object,
          evidence: model.message,
          fixes: [
            { text: "Check that the runtime supports the model's format" },
          ],
        }
      : undefined;
  },
};

const RUNTIME_REASONS: Record<string, string> = {
  NoSupportingRuntime: "No serving runtime supports the model's format.",
  RuntimeNotRecognized: 'The serving runtime does not exist on the cluster.',
  RuntimeDisabled: 'The serving runtime is disabled on the cluster.',
  RuntimeUnhealthy: 'The serving runtime is not healthy.',
};

/** Source: KServe's `modelStatus.lastFailureInfo`. */
export const noSupportingRuntime: Cause = {
  reason: 'NoSupportingRuntime',
  phase: 'Failed',
  stage: 'Scheduled',
  find: ({ model }) => {
    const summary = model && RUNTIME_REASONS[model.reason];
    return summary
      ? {
          summary,
          object: model.object,
          evidence: model.message,
          fixes: [
            { text: 'Choose another serving runtime, or another format' },
          ],
        }
      : undefined;
  },
};

/** What KServe says is wrong, and nothing else explains. */
export const modelServerFailed: Cause = {
  reason: 'ModelServerFailed',
  phase: 'Failed',
  stage: 'Ready',
  find: ({ model }) =>
    model && {
      summary: `The model server is not well: ${model.reason}.`,
      object: model.object,
      evidence: model.message,
    },
};
