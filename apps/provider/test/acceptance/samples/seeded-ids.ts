// IDs of records of the sandbox, because a plan looks up the objects that it refers to.

export const controllerGroupIds = [
  "2bb92767-e246-4c57-8d4a-b6e54b80ecb2",
  "9970f3d7-b1f5-450e-8e4a-0d591e18ccbc",
] as const;

export const organizationIds = [
  "c8104aba-3a5f-40c9-9e8a-b637b5f89418",
  "70d63d97-428c-43c8-81ff-aad88c3e4960",
] as const;

export const credentialIds = [
  "422c1fa4-8efe-475a-8a70-99c7c273b808",
  "cd2f4c19-39b9-4dd9-a870-c30342cef5f6",
] as const;

export const extensionIds = [
  "5efe5a55-1523-425f-a050-c4033ea84c44",
  "e301d44f-1adb-48b2-b65d-b886f0b931e8",
] as const;

/** Target groups that have no scan schedule, in ascending order. */
export const targetGroupIds = [
  "20d98864-78ec-46fa-9f89-41a258661be8",
  "316875fc-59dc-4811-a27b-faec15641b7e",
  "55c61a3a-3c93-46d9-aa39-5eb6527a6474",
  "6b7b88db-bcfd-4406-aefe-4ea9b9faf475",
  "70f4bcb5-94ba-41c8-b69a-b191c11b6135",
  "948e3759-629a-4ae0-9276-b58651331866",
  "993cb853-2ce8-4ba3-ac12-e15c543d9f6b",
  "b5c5db54-2597-4801-9581-152ebd5f06e1",
  "e238b0ec-cc71-4c75-8256-822f371459c5",
  "eb61f89f-e96a-4338-b9c3-fdedf2225378",
  "ec91255d-862c-475f-9349-9d9bdbaaf517",
  "f78c978b-2d2c-45b4-99a0-a08f6ad216e9",
] as const;
