import {
  anImage,
  aWorkbench,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { WorkbenchImage } from '@greenroom/backstage-plugin-greenroom-common';
import { imageNews } from './imageNews';

const version = (
  text: string,
  lifecycle: WorkbenchImage['lifecycle'] = 'supported',
) => anImage({ version: text, lifecycle });
const news = (...images: ReturnType<typeof anImage>[]) => {
  const { problem, upgrade } = imageNews(aWorkbench(), images);
  return { problem, to: upgrade?.version };
};
/** What the workbench has. */
const current = version('2026.2');

describe('imageNews', () => {
  it('proposes a newer version, a recommended one first', () => {
    expect(
      news(current, version('2026.10'), version('2026.3', 'recommended')),
    ).toEqual({ to: '2026.3' });
    expect(news(current, version('2026.3'), version('2026.10'))).toEqual({
      to: '2026.10',
    });
  });

  it('proposes nothing older, blocked, or of another image', () => {
    expect(
      news(
        current,
        version('2026.1', 'recommended'),
        version('2026.3', 'blocked'),
        { ...version('2027.1'), name: 'tensorflow' },
      ),
    ).toEqual({});
  });

  it.each(['deprecated', 'blocked'] as const)(
    'says that it is %s, and leads away from it',
    lifecycle => {
      expect(news(version('2026.2', lifecycle), version('2026.1'))).toEqual({
        problem: lifecycle,
        to: '2026.1',
      });
      expect(news(version('2026.2', 'deprecated'))).toEqual({
        problem: 'deprecated',
      });
    },
  );

  it('says that it is offered no more', () => {
    expect(news(version('2026.3'))).toEqual({
      problem: 'no longer offered',
      to: '2026.3',
    });
  });

  it('knows nothing of images by reference, and while nothing is known', () => {
    const { resolved } = aWorkbench();
    const own = aWorkbench({
      resolved: { ...resolved, image: { ref: 'example.org/own:1' } },
    });
    expect(imageNews(own, [version('2027.1')])).toEqual({});
    expect(imageNews(aWorkbench(), undefined)).toEqual({});
  });
});
