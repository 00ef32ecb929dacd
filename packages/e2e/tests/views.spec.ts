import { expect, Page } from '@playwright/test';
import { test } from './support/test';
import { signIn } from './support/signIn';

/** Every screen of Greenroom, and what is to be seen on it. */
const SCREENS: readonly [path: string, shown: RegExp][] = [
  ['/greenroom/overview', /Held by vision\/train/],
  ['/greenroom/accelerators', /0 of 8 free/],
  ['/greenroom/assets', /Payment scorer/],
  ['/greenroom/standards', /Minimal Python/],
  ['/catalog/vision/resource/experiment', /Held by vision\/train/],
  ['/catalog/fraud/resource/explore', /Data science 2026\.2/],
  ['/catalog/fraud/component/scorer', /svc\.cluster\.local/],
  ['/catalog/fraud/system/fraud', /Namespace/],
  ['/catalog/vision/system/vision/workbenches', /Label pictures/],
  ['/catalog/fraud/system/fraud/serving', /Payment scorer/],
  ['/create/templates/default/ml-project', /Short name of the project/],
  ['/create/templates/default/workbench', /Short name of the workbench/],
  ['/create/templates/default/model-server', /Short name of the model/],
];

const softly = expect.configure({ soft: true });

const SIZES = {
  desktop: { width: 1280, height: 900 },
  phone: { width: 390, height: 844 },
};

for (const [device, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`on a ${device}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });

      test('every screen fits, names its controls and logs no error', async ({
        page,
      }) => {
        const errors: string[] = [];
        page.on('pageerror', error => errors.push(`${error}`));
        page.on('console', message => {
          if (message.type() === 'error') errors.push(message.text());
        });

        await signIn(page);
        await expect(page.locator('body')).toHaveAttribute(
          'data-theme-mode',
          colorScheme,
        );
        for (const [path, shown] of SCREENS) {
          await test.step(path, async () => {
            await page.goto(path);
            await expect(page.getByText(shown).first()).toBeVisible();
            await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
            expect
              .soft(await widthBeyond(page, path), `${path}: pixels too wide`)
              .toBe(0);
            // What still loads has a bar of the framework's.
            await softly
              .poll(
                () => namelessControls(page),
                `${path}: controls without a name`,
              )
              .toEqual([]);
            expect.soft(errors.splice(0), `${path}: errors`).toEqual([]);
          });
        }
      });
    });
  }
}

/**
 * By how many pixels the page as a whole would scroll sideways. On the
 * scaffolder's pages only the form is ours: its bar of tabs is too wide for a
 * phone.
 */
function widthBeyond(page: Page, path: string): Promise<number> {
  const ours = path.startsWith('/create/')
    ? page.getByRole('article')
    : page.locator('html');
  return ours.evaluate(element => {
    const { left } = element.getBoundingClientRect();
    return Math.max(0, left + element.scrollWidth - window.innerWidth);
  });
}

/** Controls that a screen reader could only call by their role. */
async function namelessControls(page: Page): Promise<string[]> {
  const tree = await page.locator('body').ariaSnapshot();
  return tree
    .split('\n')
    .map(line => line.trim())
    .filter(line =>
      /^- (button|link|textbox|searchbox|checkbox|tab|progressbar)\b(?! ['"])/.test(
        line,
      ),
    );
}
