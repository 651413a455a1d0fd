--[=[
filetype: Infocyte Extension
name: Shadow Copies
type: Collection
description: Lists shadow copies of volumes
author: Blue team
guid: 5f0c2d7e-1c53-4a0e-9c43-2b1f9a6d7e10
created: 2026-01-15
updated: 2026-01-15
]=]

if hunt.env.is_windows() then
  hunt.log(hunt.env.run_powershell("vssadmin list shadows"))
end
