import { DOWNLOAD_CONTAINER } from '../../render/modelSource';
import { Cause } from '../Cause';
import { hasFailed, lastEnd, sickContainer } from '../containers';
import { ADDRESS_NOT_READY } from '../Evidence';

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

/** The model fits, and what it is to remember does not. Source: vLLM's last words. */
export const contextTooLong: Cause = {
  reason: 'ContextTooLong',
  phase: 'Failed',
  stage: 'Started',
  find: evidence => {
    const sick = sickContainer(
      evidence,
      container =>
        hasFailed(container) &&
        /larger than the available KV cache memory/.test(
          lastEnd(container)?.message ?? '',
        ),
    );
    if (!sick) return undefined;
    const said = lastEnd(sick.container)!.message!;
    const [, most] = /estimated maximum model length is (\d+)/.exec(said) ?? [];
    return {
      summary:
        'The model itself fits, but the accelerator has too little memory left for a context of the length that it is to serve.',
      object: sick.object,
      evidence: said,
      fixes: [
        {
          text: most
            ? `Have a serving runtime with --max-model-len ${most} or less`
            : 'Have a serving runtime with a smaller --max-model-len',
        },
        { text: 'Choose accelerators with more memory, or more of them' },
      ],
    };
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

/** It runs, and the way to it does not lead there. Source: KServe's condition `IngressReady`. */
export const addressNotReady: Cause = {
  reason: 'AddressNotReady',
  phase: 'Failed',
  stage: 'Ready',
  find: ({ model }) =>
    model?.reason === ADDRESS_NOT_READY
      ? {
          summary:
            'The model runs, but the cluster has not opened its address.',
          object: model.object,
          evidence: model.message,
          fixes: [
            {
              text: 'Ask the platform team about the gateway of model servers: the evidence says what is missing',
            },
          ],
        }
      : undefined,
};

const SERVER_REASONS: Record<string, string> = {
  InvalidGPUAllocation:
    'The accelerators of its nodes are not as many as the model is to be spread over.',
  InvalidWorkerSpecNotSet:
    'It is to run on several nodes, but nothing says how those beside the first are set up.',
};

/** What KServe says is wrong, and nothing else explains. */
export const modelServerFailed: Cause = {
  reason: 'ModelServerFailed',
  phase: 'Failed',
  stage: 'Ready',
  find: ({ model }) =>
    model && {
      summary:
        SERVER_REASONS[model.reason] ??
        `The model server is not well: ${model.reason}.`,
      object: model.object,
      evidence: model.message,
      fixes: [
        { text: 'Ask the platform team: the evidence is what KServe says' },
      ],
    },
};
