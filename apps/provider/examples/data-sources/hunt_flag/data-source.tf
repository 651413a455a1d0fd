data "hunt_flag" "bad" {
  name = "Probably Bad"
}

output "flag" {
  value = data.hunt_flag.bad.id
}
