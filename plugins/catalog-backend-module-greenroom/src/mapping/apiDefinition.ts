import { ServingRuntime } from '@greenroom/backstage-plugin-greenroom-common';

/** What the endpoint of a model server speaks. */
export type Protocol = ServingRuntime['protocol'];

interface Described {
  description: string;
  paths: Record<string, object>;
}

const WHERE = 'The address is on the Greenroom card of the model server.';

/**
 * A small OpenAPI definition of what a model server offers: the part of its
 * protocol that serving runtimes share. Without a known protocol it promises
 * nothing and says where to look. JSON is YAML, so the catalog's viewer reads it.
 */
export function apiDefinition(server: {
  title: string;
  modelName: string;
  protocol?: Protocol;
}): string {
  const { description, paths } = describe(server);
  return JSON.stringify(
    {
      openapi: '3.0.3',
      info: {
        title: server.title,
        version: '1',
        description: `${description} ${WHERE}`,
      },
      paths,
    },
    undefined,
    2,
  );
}

function describe({
  modelName,
  protocol,
}: {
  modelName: string;
  protocol?: Protocol;
}): Described {
  switch (protocol) {
    case 'openai':
      return {
        description: 'Compatible with the OpenAI API.',
        paths: openAiPaths(modelName),
      };
    case 'v2':
      return {
        description: 'Speaks the Open Inference Protocol (V2) over HTTP.',
        paths: inferencePaths(modelName),
      };
    default:
      return {
        description: 'Which protocol it speaks depends on its serving runtime.',
        paths: {},
      };
  }
}

const answer = (description: string) => ({
  200: {
    description,
    content: { 'application/json': { schema: { type: 'object' } } },
  },
});

const body = (schema: object) => ({
  required: true,
  content: { 'application/json': { schema } },
});

const listOf = (required: string[], properties: Record<string, object>) => ({
  type: 'array',
  items: { type: 'object', required, properties },
});

function openAiPaths(modelName: string) {
  return {
    '/v1/models': {
      get: {
        summary: 'The models that are served',
        operationId: 'listModels',
        responses: answer('List of models'),
      },
    },
    '/v1/chat/completions': {
      post: {
        summary: 'Continue a conversation',
        operationId: 'createChatCompletion',
        requestBody: body({
          type: 'object',
          required: ['model', 'messages'],
          properties: {
            model: { type: 'string', example: modelName },
            messages: listOf(['role', 'content'], {
              role: { type: 'string', enum: ['system', 'user', 'assistant'] },
              content: { type: 'string' },
            }),
            max_tokens: { type: 'integer', minimum: 1 },
            stream: { type: 'boolean', default: false },
          },
        }),
        responses: answer('The answer of the model'),
      },
    },
  };
}

function inferencePaths(modelName: string) {
  const model = `/v2/models/${modelName}`;
  return {
    [model]: {
      get: {
        summary: 'Inputs and outputs of the model',
        operationId: 'getModelMetadata',
        responses: answer('Metadata of the model'),
      },
    },
    [`${model}/ready`]: {
      get: {
        summary: 'Whether the model answers',
        operationId: 'getModelReady',
        responses: answer('It does'),
      },
    },
    [`${model}/infer`]: {
      post: {
        summary: 'Ask the model',
        operationId: 'infer',
        requestBody: body({
          type: 'object',
          required: ['inputs'],
          properties: {
            id: { type: 'string' },
            inputs: listOf(['name', 'shape', 'datatype', 'data'], {
              name: { type: 'string' },
              shape: { type: 'array', items: { type: 'integer' } },
              datatype: { type: 'string', example: 'FP32' },
              data: { type: 'array', items: {} },
            }),
          },
        }),
        responses: answer('The outputs of the model'),
      },
    },
  };
}
