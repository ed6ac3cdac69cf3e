/** A screen with a chart, for the tests in a pseudo-terminal: `o` lays something over it, `n` takes the charts away. */
import { openScreen } from '../../src/terminal/index.ts';
import type { TitledChart } from '../../src/view/block.ts';
import { styleOf } from '../../src/view/frame.ts';
import { Grid } from '../../src/view/painting/grid.ts';
import { paintCharts } from '../../src/view/painting/paint-charts.ts';

const { stdin, stdout, env } = process;
const screen = openScreen({ stdin, stdout, env, noMouse: true });
const places = Array.from({ length: 20 }, (_, place) => place);
const chart: TitledChart = {
  title: [{ text: 'CPU of main', style: styleOf('heading') }],
  chart: {
    times: ['-19m', '-9m', 'now'],
    levels: ['100m', '50m', '0'],
    series: [
      { tone: 'failing', values: places.map(() => 90) },
      { tone: 'well', values: places.map((place) => (place > 7 && place < 13 ? NaN : 40)) },
      { tone: 'progress', values: places.map(() => 0) },
    ],
    most: 100,
  },
};

let over = false;
let none = false;
function draw(): void {
  const grid = new Grid(60, 20);
  if (!none) paintCharts(grid, { x: 0, y: 0, width: 60, height: 17 }, [chart]);
  if (over) for (let y = 3; y < 9; y++) grid.put(20, y, '#'.repeat(20));
  grid.put(0, 19, `over ${over} none ${none}`);
  screen.draw(grid);
}
screen.keys$.subscribe((key) => {
  if (key.type !== 'key') return;
  if (key.name === 'o') over = !over;
  if (key.name === 'n') none = !none;
  draw();
});
draw();
