-- SPDX-License-Identifier: Apache-2.0
-- For wrk: posts batches of events, each with an id of its own. The size of a batch is $BATCH.
local batch = tonumber(os.getenv("BATCH") or "1")
local run = os.time() * 16 + math.random(0, 15)
local count = 0
-- All but the running number of each event is put together once, so that wrk has little to do.
local event = ('{"id":"018f2b1c-%04x-7%03x-8000-%%012x","at_ms":1795182458225,"utc_offset_min":60,' ..
    '"kind":"move-done","move":"chin-tuck","item":0,"seconds":30}'):format(
    run % 65536, math.floor(run / 65536) % 4096)
local body = '{"events":[' .. event .. (',' .. event):rep(batch - 1) .. ']}'
local numbers = {}
local request_form

function init()
  for i = 1, batch do numbers[i] = 0 end
  wrk.headers["Content-Type"] = "application/json"
  local first = body:format(unpack(numbers))
  local head = wrk.format("POST", "/api/events", nil, first):sub(1, -#first - 1)
  request_form = head:gsub("%%", "%%%%") .. body
end

function request()
  for i = 1, batch do
    count = count + 1
    numbers[i] = count
  end
  return request_form:format(unpack(numbers))
end

function done(summary)
  io.write(("bad %d\n"):format(summary.errors.status + summary.errors.connect +
    summary.errors.read + summary.errors.write + summary.errors.timeout))
end
