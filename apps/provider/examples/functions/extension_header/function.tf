locals {
  script = <<-EOT
    --[=[
    filetype: Infocyte Extension
    name: Shadow Copies
    type: Collection
    guid: 5f0c2d7e-1c53-4a0e-9c43-2b1f9a6d7e10
    ]=]
    hunt.log("hello")
  EOT
}

# To read a script from a file, use file("${path.module}/shadow_copies.lua").
output "name" {
  value = provider::hunt::extension_header(local.script).name
}
