const WIDTH = 28;
const REDRAW_MS = 100;

/** A bar on a terminal; a line for each tenth of the work where the output is a file. */
export class Progress {
  readonly #label: string;
  readonly #total: number;
  #done: number;
  #tenthsSaid = 0;
  #drawnAt = 0;

  constructor(label: string, total: number, done = 0) {
    this.#label = label;
    this.#total = total;
    this.#done = done;
    this.#draw();
  }

  advance(by = 1): void {
    this.#done += by;
    this.#draw();
  }

  /** Leaves the bar as it is and begins a new line. */
  end(): void {
    if (process.stdout.isTTY) process.stdout.write("\n");
  }

  #draw(): void {
    const share = this.#total === 0 ? 1 : this.#done / this.#total;
    if (process.stdout.isTTY) this.#drawBar(share);
    else this.#sayTenth(share);
  }

  #drawBar(share: number): void {
    if (share < 1 && Date.now() - this.#drawnAt < REDRAW_MS) return;
    this.#drawnAt = Date.now();
    const full = Math.round(share * WIDTH);
    const bar = "█".repeat(full) + "░".repeat(WIDTH - full);
    process.stdout.write(`\r${this.#label} ${bar} ${this.#done}/${this.#total}`);
  }

  #sayTenth(share: number): void {
    const tenths = Math.floor(share * 10);
    if (tenths <= this.#tenthsSaid) return;
    this.#tenthsSaid = tenths;
    console.log(`${this.#label} ${tenths * 10} % (${this.#done}/${this.#total})`);
  }
}
