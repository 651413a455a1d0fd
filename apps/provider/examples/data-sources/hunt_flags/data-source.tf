data "hunt_flags" "some" {
  where = {
    weight = { gte = 5 }
  }
  order = ["weight DESC"]
}

output "flags" {
  value = data.hunt_flags.some.flags[*].name
}
