import { renderTables, Report } from './report';
import { Figures } from './rows';

const report = (figures: Figures): Report => ({
  date: '2026-11-26',
  hardware: '2 cores',
  pinned: false,
  repeats: 3,
  rows: figures.rows(),
  left: [],
});

describe('renderTables', () => {
  it('shows medians with their range, and the bars that are missed', () => {
    const figures = new Figures('B1');
    for (const rate of [0.9, 0.7123, 0.75]) {
      figures.add('objects_per_s_vs_P0', '×', rate, { peer: 'P0' });
    }
    figures.add('objects_per_s_spread', '1/s', 1234.5, { subject: 'P0' });

    expect(renderTables(report(figures)).split('\n').slice(-2)).toEqual([
      '| objects_per_s_vs_P0 | greenroom | P0 | 0.75 | 0.712 to 0.9 | × | ≥ 0.8 **missed** |',
      '| objects_per_s_spread | P0 |  | 1235 | 1235 to 1235 | 1/s |  |',
    ]);
  });

  it('has a table for each scenario', () => {
    const figures = new Figures('B2');
    figures.add('writes', '', 0);
    expect(renderTables(report(figures))).toContain(
      '### B2\n\n| Metric | Whose',
    );
    expect(renderTables(report(figures))).toContain('| ≤ 0 |');
  });
});
