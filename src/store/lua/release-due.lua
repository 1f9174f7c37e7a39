-- KEYS: releases, log, article keys…, then stop keys, in the same order. ARGV: for each article key, its member in the set
-- of releases.
-- An embargo that has passed on the server's clock is released when its revision is still the head and its instant is
-- unchanged. One for which a stop was sent is not: it ends with a revision of its own. Reply: articles that were released.
-- Redis refuses a script while memory is full unless its first write needs none.
redis.call('PERSIST', KEYS[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local released = {}
local count = (#KEYS - 2) / 2
for i = 1, count do
  local member = ARGV[i]
  local due = redis.call('ZSCORE', KEYS[1], member)
  if due and tonumber(due) <= now and redis.call('EXISTS', KEYS[2 + count + i]) == 0 then
    local article, revisionId = string.match(member, '^([^|]+)|(.+)$')
    local head = redis.call('HMGET', KEYS[2 + i], 'headRevisionId', 'log')
    local held = head[1] == revisionId and head[2] and redis.call('XRANGE', KEYS[2], head[2], head[2])[1]
    if held then
      local fields = held[2]
      for at = 1, #fields, 2 do
        if fields[at] == 'kind' then fields[at + 1] = 'release' end
      end
      redis.call('XADD', KEYS[2], '*', unpack(fields))
      released[#released + 1] = article
    end
    redis.call('ZREM', KEYS[1], member)
  end
end
return released
