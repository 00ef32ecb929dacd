/**
 * A small OpenAPI definition of the part of the OpenAI API that serving
 * runtimes share. JSON is YAML, so the catalog's viewer reads it.
 */
export function openAiDefinition({
  title,
  modelName,
}: {
  title: string;
  modelName: string;
}): string {
  const answer = (description: string) => ({
    200: {
      description,
      content: { 'application/json': { schema: { type: 'object' } } },
    },
  });
  return JSON.stringify(
    {
      openapi: '3.0.3',
      info: {
        title,
        version: '1',
        description:
          'Compatible with the OpenAI API. The address is on the Greenroom card of the model server.',
      },
      paths: {
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
            requestBody: {
              required: true,
              content: {
                'application/json': { schema: chatRequest(modelName) },
              },
            },
            responses: answer('The answer of the model'),
          },
        },
      },
    },
    undefined,
    2,
  );
}

function chatRequest(modelName: string) {
  return {
    type: 'object',
    required: ['model', 'messages'],
    properties: {
      model: { type: 'string', example: modelName },
      messages: {
        type: 'array',
        items: {
          type: 'object',
          required: ['role', 'content'],
          properties: {
            role: { type: 'string', enum: ['system', 'user', 'assistant'] },
            content: { type: 'string' },
          },
        },
      },
      max_tokens: { type: 'integer', minimum: 1 },
      stream: { type: 'boolean', default: false },
    },
  };
}
