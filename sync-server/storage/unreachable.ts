/** What a storage rejects with when its database cannot be reached. It says nothing about what was asked, and a write may have been stored all the same. */
export class StorageUnreachable extends Error {
  override readonly name = "StorageUnreachable";
}
