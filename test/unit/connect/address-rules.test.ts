import fc from "fast-check";
import { expect, test } from "vitest";
import { addressFault } from "../../../src/connect/address-rules";

const live = { isDevelopment: false, publicUrl: "https://bonus.example:8443" };
const developer = { isDevelopment: true, publicUrl: "http://localhost:8787" };

const ALLOWED = [
  "https://shop.example/hooks?a=1",
  "https://SHOP.example./hooks",
  "https://shop.example:8443/",
  "https://shop.example:1024/",
  "https://bonus.example/",
  "https://xn--caf-dma.example/",
  "https://8.8.8.8/",
  "https://172.32.0.1/",
  "https://100.128.0.1/",
  "https://[2606:4700:4700::1111]/",
  "https://10.example/",
  "https://localhost.example/",
];

const PRIVATE = [
  // Names of a house, and none at all.
  "localhost",
  "LOCALHOST.",
  "shop.localhost",
  "printer.local",
  "db.internal",
  "metadata.google.internal",
  "nas.home.arpa",
  "nas.lan",
  "intranet",
  "shop.onion",
  "1.0.0.127.in-addr.arpa",
  "a..b",
  // IPv4, and the many ways to write it.
  "127.0.0.1",
  "127.1",
  "0x7f.1",
  "0177.0.0.1",
  "2130706433",
  "0x7f000001",
  "017700000001",
  "127.0.0.1.",
  "%31%32%37.0.0.1",
  "１２７.0.0.1",
  "127。0。0。1",
  "0.0.0.0",
  "0",
  "10.255.255.255",
  "100.64.0.1",
  "100.127.255.255",
  "169.254.169.254",
  "0xa9fea9fe",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.0.1",
  "192.0.0.8",
  "192.0.2.1",
  "192.88.99.1",
  "198.18.0.1",
  "198.19.255.255",
  "198.51.100.7",
  "203.0.113.7",
  "224.0.0.1",
  "239.255.255.255",
  "240.0.0.1",
  "255.255.255.255",
  // IPv6, and IPv4 inside of it.
  "[::]",
  "[::1]",
  "[0:0:0:0:0:0:0:1]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[::ffff:8.8.8.8]",
  "[::127.0.0.1]",
  "[64:ff9b::7f00:1]",
  "[64:ff9b:1::1]",
  "[100::1]",
  "[fc00::1]",
  "[fd12:3456::1]",
  "[fe80::1]",
  "[fec0::1]",
  "[ff02::1]",
  "[2001::1]",
  "[2001:0:7f00:1::]",
  "[2001:20::1]",
  "[2001:db8::1]",
  "[2002:7f00:1::]",
  "[3fff::1]",
  "[4000::1]",
];

test.for(ALLOWED)("%s may be told", (url) => {
  expect(addressFault(url, live)).toBeNull();
});

test.for(PRIVATE)("%s is no address of the open internet", (host) => {
  // Some of these no URL can even hold.
  expect(["private_address", "invalid_url"]).toContain(addressFault(`https://${host}/`, live));
});

test("what else is refused says why", () => {
  const faults = {
    "": "invalid_url",
    "/hooks": "invalid_url",
    "http://shop.example/": "not_https",
    "ftp://shop.example/": "not_https",
    "javascript:alert(1)": "not_https",
    "https://user@shop.example/": "has_credentials",
    "https://user:password@shop.example/": "has_credentials",
    "https://:password@shop.example/": "has_credentials",
    "https://shop.example:22/": "port_not_allowed",
    "https://shop.example:80/": "port_not_allowed",
    "https://bonus.example:8443/v1/orders": "own_address",
    "https://bonus.example.:8443/v1/orders": "own_address",
  };
  for (const [url, fault] of Object.entries(faults)) {
    expect(addressFault(url, live), url).toBe(fault);
  }
});

test("a developer's machine may be told itself, and no other private address", () => {
  for (const url of ["http://127.0.0.1:3000/", "http://localhost:3000/", "http://[::1]:3000/"]) {
    expect(addressFault(url, developer), url).toBeNull();
    expect(addressFault(url, live), url).not.toBeNull();
  }
  expect(addressFault("http://192.168.0.1/", developer)).toBe("private_address");
  expect(addressFault("http://localhost:8787/", developer)).toBe("own_address");
});

const octet = fc.integer({ min: 0, max: 255 });
const PRIVATE_V4 = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127), octet, octet, octet),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
  fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
  fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
  fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet),
);

/** Every way in which the URL standard lets an IPv4 address be written. */
const written = (parts: readonly number[], radixes: readonly number[], joined: number): string => {
  const digits = (value: number, radix: number) =>
    radix === 16 ? `0x${value.toString(16)}` : radix === 8 ? `0${value.toString(8)}` : `${value}`;
  const head = parts.slice(0, joined);
  const tail = parts.slice(joined).reduce((sum, part) => sum * 256 + part, 0);
  return [...head, tail].map((value, i) => digits(value, radixes[i] ?? 10)).join(".");
};

test("a private IPv4 address is refused however it is written, inside of IPv6 too", () => {
  const radix = fc.constantFrom(8, 10, 16);
  const radixes = fc.tuple(radix, radix, radix, radix);
  const joined = fc.integer({ min: 0, max: 3 });
  fc.assert(
    fc.property(PRIVATE_V4, radixes, joined, (parts, how, count) => {
      const fault = addressFault(`https://${written(parts, how, count)}/`, live);
      expect(fault).toBe("private_address");
      for (const prefix of ["::ffff:", "::", "64:ff9b::"]) {
        const inside = addressFault(`https://[${prefix}${parts.join(".")}]/`, live);
        expect(inside).toBe("private_address");
      }
    }),
  );
});

test("an IPv6 address outside of global unicast is refused, in short and in long", () => {
  const group = fc.integer({ min: 0, max: 0xffff });
  fc.assert(
    fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
      const [first = 0] = groups;
      const fault = addressFault(`https://[${groups.map((g) => g.toString(16)).join(":")}]/`, live);
      if (first < 0x2000 || first > 0x3fff) expect(fault).toBe("private_address");
      else if (first !== 0x2001 && first !== 0x2002 && first !== 0x3fff) expect(fault).toBeNull();
    }),
  );
});

test("any text is judged without a throw", () => {
  fc.assert(fc.property(fc.string(), (text) => void addressFault(text, live)));
  fc.assert(
    fc.property(fc.webUrl(), (url) => void addressFault(url, live)),
    { numRuns: 20 },
  );
});
