import { selector } from './promql';

describe('selector', () => {
  it('selects by labels that are, or are one of', () => {
    expect(selector('up')).toBe('{__name__="up"}');
    expect(
      selector('up', { namespace: 'fraud', pod: ['explore-0', 'train-0'] }),
    ).toBe('{namespace="fraud",pod=~"explore-0|train-0",__name__="up"}');
  });

  it.each([
    ['a"} or up{x="', '{pod="a\\"} or up{x=\\"",__name__="up"}'],
    ['a\\', '{pod="a\\\\",__name__="up"}'],
    ['a\nb', '{pod="a\\nb",__name__="up"}'],
    ['.*', '{pod=".*",__name__="up"}'],
  ])('keeps %j one text', (pod, query) => {
    expect(selector('up', { pod })).toBe(query);
  });

  it('lets no text be read as a pattern', () => {
    expect(selector('up', { pod: ['.*', 'a|b', '"'] })).toBe(
      '{pod=~"\\\\.\\\\*|a\\\\|b|\\"",__name__="up"}',
    );
  });

  it('takes metrics by names that queries cannot be written with', () => {
    expect(selector(['up', 'kn.x'])).toBe('{__name__=~"up|kn\\\\.x"}');
    expect(selector('kn.serving.queue.depth')).toBe(
      '{__name__="kn.serving.queue.depth"}',
    );
  });

  it('refuses what would select something else', () => {
    expect(() => selector('up', { pod: [] })).toThrow('pod has to be one of');
    expect(() => selector('up', { 'a="b",c': 'd' })).toThrow('no name');
  });
});
