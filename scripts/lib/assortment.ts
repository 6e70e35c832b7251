/* What the demo's coffee roastery sells, to whom, and how it rewards them. */

export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  /** Cents, tax included. */
  readonly price: number;
  /** Percent. */
  readonly taxRate: number;
}

const of = (category: string, taxRate: number, list: [string, string, number][]): Product[] =>
  list.map(([sku, name, price]) => ({ sku, name, category, price, taxRate }));

export const PRODUCTS: readonly Product[] = [
  ...of("Kaffee", 7, [
    ["ESP-250", "Espresso Morgenrot 250 g", 790],
    ["ESP-1000", "Espresso Morgenrot 1 kg", 2690],
    ["FIL-250", "Filterkaffee Abendstern 250 g", 750],
    ["FIL-500", "Filterkaffee Abendstern 500 g", 1390],
    ["DEC-250", "Entkoffeinierter Kaffee 250 g", 850],
  ]),
  ...of("Tee", 7, [
    ["TEE-GRU", "Grüner Tee Sencha 100 g", 990],
    ["TEE-KRA", "Kräutertee Bergwiese 80 g", 690],
    ["TEE-SCH", "Schwarzer Tee Assam 125 g", 880],
  ]),
  ...of("Schokolade", 7, [
    ["SCH-70", "Zartbitterschokolade 70 %", 390],
    ["SCH-NUS", "Haselnussschokolade", 420],
    ["SCH-TRI", "Trinkschokolade 300 g", 1150],
  ]),
  ...of("Gebäck", 7, [
    ["GEB-CAN", "Cantuccini 200 g", 590],
    ["GEB-ZIM", "Zimtschnecke", 320],
    ["GEB-APF", "Apfelkuchen, ein Stück", 420],
  ]),
  ...of("Zubehör", 19, [
    ["ZUB-TAS", "Tasse Morgenrot", 1490],
    ["ZUB-FIL", "Filterpapier, 100 Stück", 450],
    ["ZUB-MUE", "Handmühle", 8900],
  ]),
];

export const STORES = ["altstadt", "bahnhof"] as const;

export const FIRST_NAMES = [
  ..."Anna Ben Clara David Elif Emma Felix Finn Greta Hannah Henrik Ida Jakob Jana Jonas".split(
    " ",
  ),
  ..."Jürgen Katharina Kemal Lara Leon Lina Lukas Maja Marie Mats Mia Nele Noah Olga Paul".split(
    " ",
  ),
  ..."Petra Ralf Rosa Sabine Samir Sofia Stefan Svenja Theo Thomas Uwe Valentina Yusuf".split(" "),
] as const;

export const LAST_NAMES = [
  ..."Albrecht Arslan Bauer Becker Böhm Brandt Demir Dietrich Engel Fischer Frank".split(" "),
  ..."Graf Groß Hahn Hartmann Herrmann Hofmann Huber Jäger Kaiser Keller Klein Koch".split(" "),
  ..."König Kowalski Krause Krüger Lange Lehmann Lorenz Maier Meyer Möller Neumann".split(" "),
  ..."Novak Otto Peters Pfeiffer Richter Roth Sauer Schäfer Schmidt Schneider Schulz".split(" "),
  ..."Seidel Sommer Stein Vogel Vogt Wagner Weber Weiß Winter Wolf Yılmaz Ziegler".split(" "),
] as const;

/** Who speaks in the demo's messages. */
export const LEGAL_SENDER = "Kaffeerösterei Morgenrot GmbH, Hafenstraße 12, 20457 Hamburg";

/** What some members agreed to at the checkout, by purpose. */
export const AGREED = {
  marketing: "Ja, Kaffeerösterei Morgenrot darf mir Neuigkeiten und Angebote per E-Mail schicken.",
  points: "Ja, Kaffeerösterei Morgenrot darf mich per E-Mail an meine Bohnen erinnern.",
} as const;
