import { aPod } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { ModelReport } from '../../Evidence';
import { ReasonRow } from './ReasonRow';

const KSERVE = 'KServe, InferenceService v1beta1';
const SERVICE = 'InferenceService fraud/llm';

/** As vLLM ends when the model leaves too little room. */
const TOO_LONG =
  "ValueError: To serve at least one request with the model's max seq len (131072), 16.00 GiB KV cache is needed, which is larger than the available KV cache memory (4.20 GiB). Based on the available memory, the estimated maximum model length is 34400.";

const reported = (
  row: number,
  reported_: Omit<ModelReport, 'object'>,
  told: Pick<ReasonRow, 'reason' | 'summary' | 'fix'>,
): ReasonRow => ({
  row,
  from: KSERVE,
  phase: 'Failed',
  object: SERVICE,
  evidence: reported_.message ?? '',
  seen: { model: { object: SERVICE, ...reported_ } },
  ...told,
});

const runtime = (reason: string, message: string, summary: string) =>
  reported(
    35,
    { reason, message },
    {
      reason: 'NoSupportingRuntime',
      summary,
      fix: { text: 'Choose another serving runtime, or another format' },
    },
  );

/** Reasons that only models have. */
export const modelRows: readonly ReasonRow[] = [
  {
    row: 31,
    from: 'vLLM',
    phase: 'Failed',
    reason: 'ContextTooLong',
    object: 'Pod fraud/explore-0',
    evidence: TOO_LONG,
    summary:
      'The model itself fits, but the accelerator has too little memory left for a context of the length that it is to serve.',
    seen: {
      pods: [
        aPod()
          .crashing({ reason: 'Error', exitCode: 1, message: TOO_LONG })
          .build(),
      ],
    },
    fix: { text: 'Have a serving runtime with --max-model-len 34400 or less' },
  },
  reported(
    34,
    { reason: 'ModelLoadFailed', message: 'Unsupported architecture' },
    {
      reason: 'ModelLoadFailed',
      summary: 'The runtime could not load the model.',
      fix: { text: "Check that the runtime supports the model's format" },
    },
  ),
  runtime(
    'NoSupportingRuntime',
    'No runtime found to support predictor with model type',
    "No serving runtime supports the model's format.",
  ),
  runtime(
    'RuntimeNotRecognized',
    'Waiting for runtime to become available',
    'The serving runtime does not exist on the cluster.',
  ),
  runtime(
    'RuntimeDisabled',
    'Specified runtime is disabled',
    'The serving runtime is disabled on the cluster.',
  ),
  reported(
    36,
    {
      reason: 'InvalidGPUAllocation',
      message: 'The total of devices is not tensor times pipeline parallelism',
    },
    {
      reason: 'ModelServerFailed',
      summary:
        'The accelerators of its nodes are not as many as the model is to be spread over.',
      fix: { text: 'Ask the platform team: the evidence is what KServe says' },
    },
  ),
  reported(
    39,
    {
      reason: 'AddressNotReady',
      message: 'Gateway kserve/kserve-ingress is not there',
    },
    {
      reason: 'AddressNotReady',
      summary: 'The model runs, but the cluster has not opened its address.',
      fix: {
        text: 'Ask the platform team about the gateway of model servers: the evidence says what is missing',
      },
    },
  ),
];
