-- SPDX-License-Identifier: Apache-2.0
-- For wrk: posts batches of events, each with an id of its own. The size of a batch is $BATCH.
local batch = tonumber(os.getenv("BATCH") or "1")
local run = os.time() * 16 + math.random(0, 15)
local count = 0
local form = '{"id":"018f2b1c-%04x-7%03x-8000-%012x","at_ms":1795182458225,"utc_offset_min":60,' ..
    '"kind":"move-done","move":"chin-tuck","item":0,"seconds":30}'

function request()
  local events = {}
  for i = 1, batch do
    count = count + 1
    events[i] = form:format(run % 65536, math.floor(run / 65536) % 4096, count)
  end
  return wrk.format("POST", "/api/events", { ["Content-Type"] = "application/json" },
    '{"events":[' .. table.concat(events, ",") .. "]}")
end

function done(summary)
  io.write(("bad %d\n"):format(summary.errors.status + summary.errors.connect +
    summary.errors.read + summary.errors.write + summary.errors.timeout))
end
