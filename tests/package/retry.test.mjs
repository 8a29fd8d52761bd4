// @ts-check
/** What is sent again, and when: promises 3, 4 and 6. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { failure } from "./support/failure.mjs";
import { brokenAnswers, connect, nobody } from "./support/net-client.mjs";
import { HandClock } from "./support/net-clock.mjs";
import { call, operation, operations } from "./support/operations.mjs";
import { serve } from "./support/service.mjs";

const TRANSIENT = [408, 429, 500, 502, 503, 504];
const FINAL = [301, 302, 307, 400, 401, 403, 404, 405, 409, 410, 422, 501, 505];

const repeatable = operations.filter(({ method }) => method === "GET" || method === "DELETE");
const writes = operations.filter(({ method }) => method === "POST" || method === "PATCH");
const list = operation("clusters.list");
const create = operation("clusters.create");
const remove = operation("clusters.delete");

/** The longest back-off, so that back-offs are skipped and deadlines are not. */
const backOffs = () => new HandClock({ skip: 8_000 });

for (const operation of repeatable) {
  describe(`${operation.name} (${operation.method})`, () => {
    for (const status of TRANSIENT) {
      test(`is sent three times when the answer is ${status}, and not more`, async (t) => {
        const service = await serve(t, () => ({ status }));
        const dp = connect(service, { clock: backOffs() });
        const error = await failure(() => call(dp, operation));
        assert.equal(error.status, status);
        assert.equal(error.attempts, 3);
        assert.equal(service.requests.length, 3);
      });
    }

    test("succeeds when the second attempt does", async (t) => {
      const service = await serve(t, (_, count) => (count === 1 ? { status: 503 } : undefined));
      const dp = connect(service, { clock: backOffs() });
      assert.deepEqual(await call(dp, operation), operation.answer);
      assert.equal(service.requests.length, 2);
    });

    for (const [what, code] of /** @type {const} */ ([
      ["a dropped connection", "NETWORK"],
      ["a truncated body", "NETWORK"],
      ["a timeout", "TIMEOUT"],
    ])) {
      test(`is sent again after ${what}`, async (t) => {
        const clock = backOffs();
        const service = await serve(t, brokenAnswers(clock)[what]);
        const error = await failure(() => call(connect(service, { clock }), operation));
        assert.equal(error.code, code);
        assert.equal(service.requests.length, 3);
      });
    }

    test("is sent again when nobody listens", async () => {
      const clock = backOffs();
      const error = await failure(async () => call(connect(await nobody(), { clock }), operation));
      assert.equal(error.code, "NETWORK");
      assert.equal(error.attempts, 3);
      assert.match(error.message, /ECONNREFUSED/);
    });
  });
}

for (const operation of operations) {
  test(`${operation.name} takes a final answer for final`, async (t) => {
    const service = await serve(t);
    const dp = connect(service, { clock: backOffs() });
    for (const status of FINAL) {
      service.answerWith(() => ({ status, headers: { "Retry-After": "1" } }));
      const error = await failure(() => call(dp, operation));
      assert.equal(error.code, "API", `${status}`);
      assert.equal(error.status, status);
      assert.equal(service.taken().length, 1, `${status}`);
    }
  });
}

for (const operation of writes) {
  describe(`${operation.name} (${operation.method})`, () => {
    test("is sent again after a 429, with the same body", async (t) => {
      const service = await serve(t, (_, count) => (count < 3 ? { status: 429 } : undefined));
      const dp = connect(service, { clock: backOffs() });
      assert.deepEqual(await call(dp, operation), operation.answer);
      const bodies = new Set(service.requests.map(({ body }) => body));
      assert.deepEqual([...bodies], [JSON.stringify(operation.body)]);
      assert.equal(service.requests.length, 3);
    });

    test("is sent again when nobody listens, since then it cannot have run", async () => {
      const error = await failure(async () => call(connect(await nobody(), { clock: backOffs() }), operation));
      assert.equal(error.code, "NETWORK");
      assert.equal(error.attempts, 3);
      assert.equal(error.retryable, true);
    });
  });
}

describe("A write is sent again only on proof that no connection was made", () => {
  const thrown = (/** @type {object} */ cause) => Object.assign(new TypeError("fetch failed"), { cause });

  for (const [name, cause, attempts] of /** @type {[string, object, number][]} */ ([
    ["ECONNREFUSED", { code: "ECONNREFUSED" }, 3],
    ["ENOTFOUND", { code: "ENOTFOUND" }, 3],
    ["EAI_AGAIN", { code: "EAI_AGAIN" }, 3],
    ["a timeout of the connection", { code: "UND_ERR_CONNECT_TIMEOUT" }, 3],
    ["ECONNRESET", { code: "ECONNRESET" }, 1],
    ["EPIPE", { code: "EPIPE" }, 1],
    ["ETIMEDOUT", { code: "ETIMEDOUT" }, 1],
    ["a socket that was closed", { code: "UND_ERR_SOCKET" }, 1],
    ["no code, as in a browser", {}, 1],
  ])) {
    test(`${name}: ${attempts === 1 ? "once" : "three times"}`, async () => {
      let sent = 0;
      const fetch = async () => {
        sent += 1;
        throw thrown(cause);
      };
      const dp = connect({ url: "https://host.test" }, { fetch, clock: backOffs() });
      const error = await failure(() => call(dp, create));
      assert.equal(sent, attempts);
      assert.equal(error.code, attempts === 1 ? "OUTCOME_UNKNOWN" : "NETWORK");
    });
  }

  test("a code that comes with the answer's body proves nothing", async () => {
    let sent = 0;
    const fetch = async () => {
      sent += 1;
      const body = new ReadableStream({
        pull: (controller) => controller.error(thrown({ code: "ECONNREFUSED" })),
      });
      return new Response(body);
    };
    const dp = connect({ url: "https://host.test" }, { fetch, clock: backOffs() });
    assert.equal((await failure(() => call(dp, create))).code, "OUTCOME_UNKNOWN");
    assert.equal(sent, 1);
  });
});

describe("A DELETE that finds nothing", () => {
  test("succeeded when an attempt before may have run", async (t) => {
    for (const first of [{ status: 504 }, { delivery: /** @type {const} */ ("drop") }]) {
      const service = await serve(t, (_, count) => (count === 1 ? first : { status: 404 }));
      const dp = connect(service, { clock: backOffs() });
      assert.equal(await call(dp, remove), undefined);
      assert.equal(service.requests.length, 2);
    }
  });

  test("failed when it was the first to ask", async (t) => {
    const service = await serve(t, () => ({ status: 404 }));
    assert.equal((await failure(() => call(connect(service), remove))).status, 404);
  });

  test("failed when no attempt before can have run", async (t) => {
    const service = await serve(t, (_, count) => ({ status: count === 1 ? 429 : 404 }));
    const dp = connect(service, { clock: backOffs() });
    assert.equal((await failure(() => call(dp, remove))).status, 404);
    assert.equal(service.requests.length, 2);
  });
});

describe("maxRetries", () => {
  test("0 sends once", async (t) => {
    const service = await serve(t, () => ({ status: 503 }));
    await failure(() => call(connect(service, { maxRetries: 0 }), list));
    assert.equal(service.requests.length, 1);
  });

  test("of a call wins over the client's", async (t) => {
    const service = await serve(t, () => ({ status: 503 }));
    const dp = connect(service, { maxRetries: 0, clock: backOffs() });
    await failure(() => call(dp, list, { options: { maxRetries: 4 } }));
    assert.equal(service.requests.length, 5);
  });
});

describe("Back-off", () => {
  const waitsWith = async (/** @type {number} */ chance) => {
    const clock = backOffs();
    clock.chance = chance;
    const fetch = async () => new Response(null, { status: 503 });
    const dp = connect({ url: "https://host.test" }, { fetch, clock, maxRetries: 6 });
    await failure(() => call(dp, list));
    return clock.skipped;
  };

  test("is anything from nothing to 500 ms · 2ⁿ, at most 8 s", async () => {
    assert.deepEqual(await waitsWith(0), [0, 0, 0, 0, 0, 0]);
    assert.deepEqual(await waitsWith(0.5), [250, 500, 1000, 2000, 4000, 4000]);
    const most = await waitsWith(1 - Number.EPSILON);
    assert.deepEqual(most.map(Math.round), [500, 1000, 2000, 4000, 8000, 8000]);
  });

  test("stays in its bounds when the caller's chance does not", async () => {
    for (const chance of [1, 7, -1, NaN, Infinity]) {
      const found = await waitsWith(chance);
      const ceilings = [500, 1000, 2000, 4000, 8000, 8000];
      assert.ok(found.every((ms, n) => ms >= 0 && ms <= Number(ceilings[n])), `${chance}: ${found}`);
    }
  });
});

describe("Retry-After", () => {
  const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);

  /** The waits of a call that is answered with this header twice, and what it comes to. */
  const answeredWith = async (/** @type {string} */ header, { operation = list, status = 429 } = {}) => {
    const clock = new HandClock({ skip: 60_000, start: NOW });
    let sent = 0;
    const fetch = async () => {
      sent += 1;
      if (sent > 1) return Response.json(operation.answer);
      return new Response(null, { status, headers: { "Retry-After": header } });
    };
    const dp = connect({ url: "https://host.test" }, { fetch, clock, timeoutMs: 100_000 });
    const result = /** @type {any} */ (await call(dp, operation).catch((error) => error));
    return { waits: clock.skipped, sent, result };
  };

  for (const [name, header, ms] of /** @type {[string, string, number][]} */ ([
    ["seconds", "7", 7_000],
    ["no seconds at all", "0", 0],
    ["the longest that is waited for", "60", 60_000],
    ["a date", "Sun, 22 Nov 2026 12:00:09 GMT", 9_000],
    ["a date as in RFC 850", "Sunday, 22-Nov-26 12:00:09 GMT", 9_000],
    ["a date as of asctime", "Sun Nov 22 12:00:09 2026", 9_000],
    ["a date that has passed", "Sun, 22 Nov 2020 12:00:00 GMT", 0],
  ])) {
    test(`as ${name} is waited for`, async () => {
      for (const operation of [list, create]) {
        const { waits, sent } = await answeredWith(header, { operation });
        assert.deepEqual(waits, [ms], operation.name);
        assert.equal(sent, 2);
      }
    });
  }

  test("is honoured with every status that is retried", async () => {
    for (const status of TRANSIENT) {
      assert.deepEqual((await answeredWith("3", { status })).waits, [3_000], `${status}`);
    }
  });

  for (const [name, header, ms] of /** @type {[string, string, number][]} */ ([
    ["seconds", "61", 61_000],
    ["a date", "Sun, 22 Nov 2026 13:00:00 GMT", 3_600_000],
    ["more seconds than 32 bits hold", "99999999999", 99_999_999_999_000],
  ])) {
    test(`of more than a minute, as ${name}, ends the call at once and is told`, async () => {
      for (const operation of [list, create]) {
        const { waits, sent, result } = await answeredWith(header, { operation });
        assert.deepEqual(waits, []);
        assert.equal(sent, 1);
        assert.equal(result.code, "RATE_LIMITED");
        assert.equal(result.retryAfterMs, ms);
        assert.equal(result.retryable, true);
      }
    });
  }

  test("that is neither a number nor a date counts as none", async () => {
    for (const header of ["soon", "-1", "1.5", "1e3", "2026-11-22T12:00:09Z", "Sun, 22 Nov 2026 12:00:09 CET"]) {
      assert.deepEqual((await answeredWith(header)).waits, [250], header);
    }
  });
});
