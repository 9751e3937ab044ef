/** A small chart of days as bars, drawn without styles or scripts; its figures stand in a table too. */

interface Bar {
  day: string
  value: number
}

const WIDTH = 300
const HEIGHT = 60
const GAP = 2
const number = new Intl.NumberFormat('en-GB')

/** Days with anything are seen, however little it is beside the most. */
const heightOf = (value: number, most: number) => (value === 0 ? 0 : Math.max(2, Math.round((value / most) * HEIGHT)))

export const DayChart = ({ title, bars }: { title: string; bars: Bar[] }) => {
  const most = Math.max(1, ...bars.map(({ value }) => value))
  const step = WIDTH / Math.max(1, bars.length)
  const sum = bars.reduce((all, { value }) => all + value, 0)
  const first = bars[0]?.day
  const last = bars.at(-1)?.day
  return (
    <figure class="chart">
      <figcaption>
        {title} <span class="hint">{sum === 0 ? 'none in these days' : `at most ${number.format(most)} a day`}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${title}: ${number.format(sum)} in all, ${first} to ${last}`}
      >
        {bars.map(({ day, value }, at) => {
          const height = heightOf(value, most)
          return (
            <rect x={at * step} y={HEIGHT - height} width={step - GAP} height={height} rx={1}>
              <title>{`${day}: ${number.format(value)}`}</title>
            </rect>
          )
        })}
        <line x1={0} y1={HEIGHT} x2={WIDTH} y2={HEIGHT} />
      </svg>
    </figure>
  )
}
