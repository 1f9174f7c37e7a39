-- KEYS: the wire log, or the copies that were spiked. ARGV: a position to read after, entries read at the most, revision
-- key prefix, then the names of the fields wanted.
-- The entries that are copy, with what each is compared by. Reply: the last position, how many entries were read, as
-- JSON a list for each copy with its position, its fields and the length of its fingerprint, and all fingerprints one
-- after another.
local entries = redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', ARGV[2])
local last, copies, fingerprints = ARGV[1], {}, {}
for _, entry in ipairs(entries) do
  last = entry[1]
  local fields = {}
  for at = 1, #entry[2], 2 do fields[entry[2][at]] = entry[2][at + 1] end
  local isCopy = (fields.kind == 'revision' or fields.kind == 'held') and fields.standing and fields.standing ~= ''
  local fingerprint = isCopy and redis.call('HGET', ARGV[3] .. (fields.revisionId or ''), 'fingerprint')
  if fingerprint then
    local copy = { last }
    for at = 4, #ARGV do copy[#copy + 1] = fields[ARGV[at]] or '' end
    copy[#copy + 1] = #fingerprint
    copies[#copies + 1] = copy
    fingerprints[#fingerprints + 1] = fingerprint
  end
end
return { last, #entries, #copies > 0 and cjson.encode(copies) or '[]', table.concat(fingerprints) }
