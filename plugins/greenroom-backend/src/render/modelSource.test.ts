import { modelSource } from './modelSource';

describe('modelSource', () => {
  it.each([
    ['hf://org/model', { path: 'org/model' }],
    ['pvc://models/llm/v1', { path: '/mnt/models/llm/v1', claim: 'models' }],
    ['pvc://models', { path: '/mnt/models', claim: 'models' }],
    ['s3://bucket/llm', { path: 's3://bucket/llm' }],
  ])('tells the runtime where %s is', (uri, expected) => {
    expect(modelSource(uri)).toEqual(expected);
  });
});
