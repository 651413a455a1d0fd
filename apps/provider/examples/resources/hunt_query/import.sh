# Import by ID or name
terraform import hunt_query.data_center 'Network of the data center'
