data "hunt_device_groups" "workstations" {
  where = {
    device_type = "workstation"
  }
  order = ["name"]
}

output "device_groups" {
  value = data.hunt_device_groups.workstations.device_groups[*].name
}
